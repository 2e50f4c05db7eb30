/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fields/field-control.h"

G_BEGIN_DECLS

/* UoisReferenceControl: another record, chosen by UoisReferencePicker, and the way to it. */
#define UOIS_TYPE_REFERENCE_CONTROL (uois_reference_control_get_type ())
G_DECLARE_FINAL_TYPE (UoisReferenceControl, uois_reference_control, UOIS, REFERENCE_CONTROL, UoisFieldControl)

G_END_DECLS
