/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "repo/change-many.h"

G_BEGIN_DECLS

/**
 * UoisChangePreview:
 * @version: of the file that was looked at
 * @rows: (element-type gint64): the records that will change
 * @ids: (element-type UoisUuid): theirs
 */
struct _UoisChangePreview
{
  GObject parent_instance;

  UoisRegistry *registry;
  UoisChangeSummary summary;
  gint64 version;
  GArray *rows;
  GArray *ids;
};

G_END_DECLS
