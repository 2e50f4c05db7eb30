/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SECTION: What there is to study
 *
 * The texts of an invented university: faculties with their departments,
 * programmes and subjects, in Czech and English.
 */
#define UOIS_DEMO_UNIVERSITY_NAME "Velehradská univerzita"
#define UOIS_DEMO_UNIVERSITY_NAME_EN "Velehrad University"
#define UOIS_DEMO_UNIVERSITY_ABBREVIATION "VU"
/* RFC 2606 section 2: no mail ever goes there. */
#define UOIS_DEMO_EMAIL_DOMAIN "velehrad.example"
#define UOIS_DEMO_STUDENT_EMAIL_DOMAIN "student.velehrad.example"

#define UOIS_DEMO_DEPARTMENT_TITLES 8
#define UOIS_DEMO_PROGRAMME_TITLES 6
#define UOIS_DEMO_SUBJECT_TITLES 16

typedef struct
{
  const char *name;
  const char *name_en;
  const char *abbreviation;
} UoisDemoTitle;

typedef enum
{
  UOIS_DEMO_BACHELOR,
  UOIS_DEMO_MASTER,
  UOIS_DEMO_DOCTORAL,
} UoisDemoLevel;

typedef struct
{
  UoisDemoTitle title;
  UoisDemoLevel level;
} UoisDemoProgrammeTitle;

/**
 * UoisDemoSubjectTitle:
 * @department: which of the faculty's departments teaches it
 */
typedef struct
{
  UoisDemoTitle title;
  guint department;
} UoisDemoSubjectTitle;

typedef struct
{
  UoisDemoTitle title;
  UoisDemoTitle departments[UOIS_DEMO_DEPARTMENT_TITLES];
  UoisDemoProgrammeTitle programmes[UOIS_DEMO_PROGRAMME_TITLES];
  UoisDemoSubjectTitle subjects[UOIS_DEMO_SUBJECT_TITLES];
} UoisDemoFacultyTitle;

/* In the order in which a growing institution gets them. */
#define UOIS_DEMO_FACULTIES_MAX 10
extern const UoisDemoFacultyTitle *const uois_demo_faculty_titles[UOIS_DEMO_FACULTIES_MAX];

/* Units that serve the whole university. */
#define UOIS_DEMO_CENTRES_MAX 8
extern const UoisDemoTitle uois_demo_centre_titles[UOIS_DEMO_CENTRES_MAX];

/* Sections of a department. */
#define UOIS_DEMO_SECTIONS_MAX 3
extern const UoisDemoTitle uois_demo_section_titles[UOIS_DEMO_SECTIONS_MAX];

/* What a subject's lessons are about, in order; the same for all. */
#define UOIS_DEMO_TOPICS 6
extern const UoisDemoTitle uois_demo_topic_titles[UOIS_DEMO_TOPICS];

guint uois_demo_level_get_years (UoisDemoLevel level);

G_END_DECLS
