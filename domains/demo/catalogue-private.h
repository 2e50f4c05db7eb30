/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue.h"

G_BEGIN_DECLS

extern const UoisDemoFacultyTitle uois_demo_informatics;
extern const UoisDemoFacultyTitle uois_demo_economics;
extern const UoisDemoFacultyTitle uois_demo_arts;
extern const UoisDemoFacultyTitle uois_demo_science;
extern const UoisDemoFacultyTitle uois_demo_mechanical;
extern const UoisDemoFacultyTitle uois_demo_medicine;
extern const UoisDemoFacultyTitle uois_demo_law;
extern const UoisDemoFacultyTitle uois_demo_education;
extern const UoisDemoFacultyTitle uois_demo_social;
extern const UoisDemoFacultyTitle uois_demo_civil;

G_END_DECLS
