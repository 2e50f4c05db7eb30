/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalogue.h"

#include "catalogue-private.h"

const UoisDemoFacultyTitle *const uois_demo_faculty_titles[UOIS_DEMO_FACULTIES_MAX] = {
  &uois_demo_informatics, &uois_demo_economics, &uois_demo_arts,      &uois_demo_science, &uois_demo_mechanical,
  &uois_demo_medicine,    &uois_demo_law,       &uois_demo_education, &uois_demo_social,  &uois_demo_civil,
};

const UoisDemoTitle uois_demo_centre_titles[UOIS_DEMO_CENTRES_MAX] = {
  { "Centrum jazykového vzdělávání", "Language Centre", "CJV" },
  { "Centrum tělesné výchovy a sportu", "Centre for Physical Education and Sport", "CTVS" },
  { "Univerzitní knihovna", "University Library", "UK" },
  { "Ústav výpočetní techniky", "Institute of Computing", "UVT" },
  { "Centrum celoživotního vzdělávání", "Centre for Lifelong Learning", "CCV" },
  { "Poradenské centrum", "Counselling Centre", "PC" },
  { "Centrum zahraniční spolupráce", "Centre for International Cooperation", "CZS" },
  { "Centrum pro transfer technologií", "Technology Transfer Centre", "CTT" },
};

const UoisDemoTitle uois_demo_section_titles[UOIS_DEMO_SECTIONS_MAX] = {
  { "Oddělení výuky", "Teaching Section", "V" },
  { "Oddělení základního výzkumu", "Basic Research Section", "ZV" },
  { "Oddělení aplikovaného výzkumu", "Applied Research Section", "AV" },
};

const UoisDemoTitle uois_demo_topic_titles[UOIS_DEMO_TOPICS] = {
  { "Úvod do předmětu", "Introduction to the subject", "1" },
  { "Základní pojmy a přehled literatury", "Basic concepts and reading", "2" },
  { "Teoretická východiska", "Theoretical background", "3" },
  { "Metody a postupy", "Methods and procedures", "4" },
  { "Případové studie", "Case studies", "5" },
  { "Shrnutí a příprava ke zkoušce", "Summary and preparation for the examination", "6" },
};

guint
uois_demo_level_get_years (UoisDemoLevel level)
{
  switch (level)
    {
    case UOIS_DEMO_BACHELOR:
      return 3;
    case UOIS_DEMO_MASTER:
      return 2;
    case UOIS_DEMO_DOCTORAL:
    default:
      return 4;
    }
}
