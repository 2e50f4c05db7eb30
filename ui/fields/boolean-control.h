/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fields/field-control.h"

G_BEGIN_DECLS

/* UoisBooleanControl: yes, no, or not known. */
#define UOIS_TYPE_BOOLEAN_CONTROL (uois_boolean_control_get_type ())
G_DECLARE_FINAL_TYPE (UoisBooleanControl, uois_boolean_control, UOIS, BOOLEAN_CONTROL, UoisFieldControl)

G_END_DECLS
