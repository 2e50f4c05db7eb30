/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "page.h"

G_BEGIN_DECLS

/**
 * UoisStepsPage: what became of the file: all steps, newest first. Any of them can
 * be taken back as long as nobody changed the same records later, and the last
 * ones all at once.
 */
#define UOIS_TYPE_STEPS_PAGE (uois_steps_page_get_type ())
G_DECLARE_FINAL_TYPE (UoisStepsPage, uois_steps_page, UOIS, STEPS_PAGE, UoisPage)

UoisPage *uois_steps_page_new (UoisFile *file);

G_END_DECLS
