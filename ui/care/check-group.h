/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * UoisCheckGroup: whether the file is sound, in plain words, and what to do if it is not.
 */
#define UOIS_TYPE_CHECK_GROUP (uois_check_group_get_type ())
G_DECLARE_FINAL_TYPE (UoisCheckGroup, uois_check_group, UOIS, CHECK_GROUP, AdwPreferencesGroup)

GtkWidget *uois_check_group_new (UoisFile *file);

/* Checks the file now, as if the person had asked. */
void uois_check_group_start (UoisCheckGroup *group);

G_END_DECLS
