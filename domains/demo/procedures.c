/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "procedures.h"

const UoisDemoProcedure uois_demo_procedures[UOIS_DEMO_PROCEDURES] = {
  {
    .name = "Žádost o dovolenou",
    .name_en = "Leave request",
    .steps = {
      { "Podáno", "Submitted", NULL, NULL, "vedoucí katedry" },
      { "Schváleno vedoucím katedry", "Approved by the head", "Schválit", "Approve", "proděkan" },
      { "Schváleno fakultou", "Approved by the faculty", "Potvrdit", "Confirm", "administrátor" },
      { "Zapsáno v docházce", "Entered in attendance", "Zapsat", "Enter", NULL },
    },
    .items = {
      { "Od", "From", { "2026-12-21", "2026-10-29", "2027-02-01" } },
      { "Do", "To", { "2026-12-31", "2026-10-30", "2027-02-05" } },
      { "Počet dnů", "Days", { "7", "2", "5" } },
      { "Zástup", "Substitute", { "vedoucí učitel katedry", "tajemnice katedry", "kolega z oddělení" } },
    },
  },
  {
    .name = "Žádost o přerušení studia",
    .name_en = "Request to interrupt study",
    .steps = {
      { "Podáno", "Submitted", NULL, NULL, "garant" },
      { "Doporučeno garantem", "Recommended by the guarantor", "Doporučit", "Recommend", "proděkan" },
      { "Rozhodnuto", "Decided", "Rozhodnout", "Decide", "administrátor" },
      { "Doručeno", "Delivered", "Doručit", "Deliver", NULL },
    },
    .items = {
      { "Důvod", "Reason", { "Zahraniční pracovní stáž", "Zdravotní důvody", "Rodičovská dovolená" } },
      { "Přerušit od", "Interrupt from", { "2027-02-01", "2026-11-01", "2027-01-01" } },
      { "Přerušit do", "Interrupt to", { "2027-08-31", "2027-08-31", "2028-12-31" } },
    },
  },
  {
    .name = "Žádost o uznání předmětu",
    .name_en = "Request to recognise a subject",
    .steps = {
      { "Podáno", "Submitted", NULL, NULL, "garant předmětu" },
      { "Posouzeno garantem předmětu", "Assessed by the subject's guarantor", "Posoudit", "Assess", "proděkan" },
      { "Rozhodnuto", "Decided", "Rozhodnout", "Decide", "administrátor" },
      { "Doručeno", "Delivered", "Doručit", "Deliver", NULL },
    },
    .items = {
      { "Předmět", "Subject", { "Matematika", "Anglický jazyk", "Statistika" } },
      { "Kde byl absolvován", "Where it was taken", { "Předchozí studium", "Erasmus+", "Celoživotní vzdělávání" } },
      { "Hodnocení", "Grade", { "B", "A", "C" } },
    },
  },
  {
    .name = "Žádost o sociální stipendium",
    .name_en = "Request for a social scholarship",
    .steps = {
      { "Podáno", "Submitted", NULL, NULL, "proděkan" },
      { "Zkontrolováno", "Checked", "Zkontrolovat", "Check", "děkan" },
      { "Přiznáno", "Granted", "Přiznat", "Grant", "administrátor" },
      { "Vyplaceno", "Paid", "Vyplatit", "Pay", NULL },
    },
    .items = {
      { "Doložený příjem", "Proof of income", { "potvrzení úřadu práce", "čestné prohlášení", "daňové přiznání" } },
      { "Počet členů domácnosti", "Members of the household", { "4", "3", "5" } },
    },
  },
};
