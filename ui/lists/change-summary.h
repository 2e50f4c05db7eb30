/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * UoisChangeSummaryView: what a change of many records will do: how many change from what, how many stay, how many
 * cannot be changed and why.
 */
#define UOIS_TYPE_CHANGE_SUMMARY_VIEW (uois_change_summary_view_get_type ())
G_DECLARE_FINAL_TYPE (UoisChangeSummaryView, uois_change_summary_view, UOIS, CHANGE_SUMMARY_VIEW, AdwBin)

/* @summary: (nullable): %NULL shows nothing; @backs_up: a backup is made before the change */
void uois_change_summary_view_show (UoisChangeSummaryView *view, const UoisChangeSummary *summary, gboolean backs_up);

G_END_DECLS
