/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "procedures.h"

const UoisDemoProcedure uois_demo_procedures[UOIS_DEMO_PROCEDURES] = {
  {
    .name = "Žádost o dovolenou",
    .name_en = "Leave request",
    .by_students = FALSE,
    .steps = {
      { "Podáno", "Submitted", NULL, NULL, "vedoucí katedry" },
      { "Schváleno vedoucím katedry", "Approved by the head", "Schválit", "Approve", "proděkan" },
      { "Schváleno fakultou", "Approved by the faculty", "Potvrdit", "Confirm", "administrátor" },
      { "Zapsáno v docházce", "Entered in attendance", "Zapsat", "Enter", NULL },
    },
    .items = { "Od", "Do", "Počet dnů", "Zástup", NULL },
    .values = { "2026-12-21", "2026-12-31", "6", "vedoucí učitel katedry", NULL },
  },
  {
    .name = "Žádost o přerušení studia",
    .name_en = "Request to interrupt study",
    .by_students = TRUE,
    .steps = {
      { "Podáno", "Submitted", NULL, NULL, "garant" },
      { "Doporučeno garantem", "Recommended by the guarantor", "Doporučit", "Recommend", "proděkan" },
      { "Rozhodnuto", "Decided", "Rozhodnout", "Decide", "administrátor" },
      { "Doručeno", "Delivered", "Doručit", "Deliver", NULL },
    },
    .items = { "Důvod", "Přerušit od", "Přerušit do", NULL },
    .values = { "Zahraniční pracovní stáž", "2027-02-01", "2027-08-31", NULL },
  },
  {
    .name = "Žádost o uznání předmětu",
    .name_en = "Request to recognise a subject",
    .by_students = TRUE,
    .steps = {
      { "Podáno", "Submitted", NULL, NULL, "garant předmětu" },
      { "Posouzeno garantem předmětu", "Assessed by the subject's guarantor", "Posoudit", "Assess", "proděkan" },
      { "Rozhodnuto", "Decided", "Rozhodnout", "Decide", "administrátor" },
      { "Doručeno", "Delivered", "Doručit", "Deliver", NULL },
    },
    .items = { "Předmět", "Kde byl absolvován", "Hodnocení", NULL },
    .values = { "Matematika", "Předchozí studium", "B", NULL },
  },
  {
    .name = "Žádost o sociální stipendium",
    .name_en = "Request for a social scholarship",
    .by_students = TRUE,
    .steps = {
      { "Podáno", "Submitted", NULL, NULL, "proděkan" },
      { "Zkontrolováno", "Checked", "Zkontrolovat", "Check", "děkan" },
      { "Přiznáno", "Granted", "Přiznat", "Grant", "administrátor" },
      { "Vyplaceno", "Paid", "Vyplatit", "Pay", NULL },
    },
    .items = { "Číslo účtu", "Doložený příjem", NULL },
    .values = { "000000-0000000000/0100", "potvrzení úřadu práce", NULL },
  },
};
