/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lists/record-list.h"

G_BEGIN_DECLS

/* Puts the selected rows of @list into the clipboard, as a spreadsheet takes them. @with_names: a first row with the
 * names of the columns. Tells how many, or what to do. */
void uois_record_list_copy (UoisRecordList *list, gboolean with_names);

/* Shows what the rows in the clipboard would become in @list, to be added there. */
void uois_record_list_paste (UoisRecordList *list);

G_END_DECLS
