/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/lexicon.h"

#include "dates/figures.h"
#include "text/fold.h"

#include <string.h>

/* What stands behind a prefix is a word of two letters at least. */
#define LEAST_BEHIND_PREFIX 4

typedef struct {
  uint16_t symbol;
  bool capital;  /* only when the text has a capital too */
  int32_t value;
} Sense;

typedef struct {
  uint32_t key;  /* where it begins in the keys */
  uint32_t length;
  GArray *senses;
  uint16_t signature[2];  /* in lower case, with a capital */
} Form;

struct ToposLexicon {
  GHashTable *symbols;       /* name -> number */
  GString *keys;
  GArray *forms;             /* Form */
  uint32_t *slots;           /* open addressing: form + 1 */
  uint32_t n_slots;          /* a power of two */
  GHashTable *signature_ids; /* set of symbols as bytes -> number */
  GPtrArray *signatures;     /* GArray of uint16_t */
  GHashTable *numeric;       /* set of kinds -> signature */
  GPtrArray *prefixes;       /* char * */
};

static const char *const NUMERIC_NAMES[N_NUMERIC] = {
  [NUMERIC_INT] = "INT",         [NUMERIC_COUNT] = "COUNT",   [NUMERIC_DAY] = "DAY",
  [NUMERIC_MON] = "MON",         [NUMERIC_YY] = "YY",         [NUMERIC_YEAR] = "YEAR",
  [NUMERIC_YEAR3] = "YEAR3",     [NUMERIC_ORD] = "ORD",       [NUMERIC_DAYTH] = "DAYTH",
  [NUMERIC_NTH] = "NTH",
  [NUMERIC_DECADE] = "DECADE",   [NUMERIC_DECADE3] = "DECADE3",
  [NUMERIC_CLOCK] = "CLOCK",     [NUMERIC_HHMM] = "HHMM",
  [NUMERIC_CLOCK12] = "CLOCK12", [NUMERIC_HOUR] = "HOUR",     [NUMERIC_MIN] = "MIN",
  [NUMERIC_DEC] = "DEC",         [NUMERIC_DMY] = "DMY",       [NUMERIC_YMD8] = "YMD8",
  [NUMERIC_DAYT] = "DAYT",       [NUMERIC_HOURS] = "HOURS",
  [NUMERIC_MINSEC] = "MINSEC",   [NUMERIC_FISCAL] = "FISCAL",
  [NUMERIC_WEEKNO] = "WEEKNO",
};

static void
form_clear (gpointer data)
{
  g_array_unref (((Form *) data)->senses);
}

ToposLexicon *
topos_lexicon_new (void)
{
  ToposLexicon *self = g_new0 (ToposLexicon, 1);

  self->symbols = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->keys = g_string_new (NULL);
  self->forms = g_array_new (FALSE, FALSE, sizeof (Form));
  g_array_set_clear_func (self->forms, form_clear);
  self->n_slots = 8192;
  self->slots = g_new0 (uint32_t, self->n_slots);
  self->signature_ids = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                               (GDestroyNotify) g_bytes_unref, NULL);
  self->signatures = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->numeric = g_hash_table_new (NULL, NULL);
  self->prefixes = g_ptr_array_new_with_free_func (g_free);
  for (int i = 0; i < N_NUMERIC; i++)
    topos_lexicon_symbol (self, NUMERIC_NAMES[i]);
  return self;
}

void
topos_lexicon_free (ToposLexicon *self)
{
  g_hash_table_unref (self->symbols);
  g_string_free (self->keys, TRUE);
  g_array_unref (self->forms);
  g_free (self->slots);
  g_hash_table_unref (self->signature_ids);
  g_ptr_array_unref (self->signatures);
  g_hash_table_unref (self->numeric);
  g_ptr_array_unref (self->prefixes);
  g_free (self);
}

uint16_t
topos_lexicon_symbol (ToposLexicon *self, const char *name)
{
  const guint next = g_hash_table_size (self->symbols);
  gpointer found;

  if (g_hash_table_lookup_extended (self->symbols, name, NULL, &found))
    return (uint16_t) GPOINTER_TO_UINT (found);
  g_hash_table_insert (self->symbols, g_strdup (name), GUINT_TO_POINTER (next));
  return (uint16_t) next;
}

/* --------------------------------------------------------------------------------- keys */

/* Dashes of every width are one; so are the apostrophes. */
static const struct {
  const char *mark;
  const char *key;
} MARKS[] = {
  { "–", "-" }, { "‐", "-" }, { "‑", "-" }, { "−", "-" }, { "’", "'" }, { "‘", "'" },
  { "’s", "'s" },
  { "ʼs", "'s" }, { "،", "," }, { "۔", "." },
};

static void
make_mark_key (const char *text, uint32_t length, GString *key)
{
  g_string_truncate (key, 0);
  g_string_append_len (key, text, length);
  if ((unsigned char) text[0] < 0x80)
    return;
  for (size_t i = 0; i < G_N_ELEMENTS (MARKS); i++)
    if (g_str_equal (key->str, MARKS[i].mark)) {
      g_string_assign (key, MARKS[i].key);
      return;
    }
}

/* The folded word; ASCII goes the short way to the same key. */
static void
make_word_key (const char *text, uint32_t length, GString *key)
{
  g_string_truncate (key, 0);
  for (uint32_t i = 0; i < length; i++) {
    const unsigned char c = (unsigned char) text[i];

    if (c >= 0x80) {
      g_string_truncate (key, 0);
      topos_fold_append (key, text, length);
      return;
    }
    if (c != '\'' && c != '.')
      g_string_append_c (key, g_ascii_tolower ((char) c));
  }
}

static uint32_t
hash_of (const char *text, size_t length)
{
  uint32_t hash = 2166136261u;

  for (size_t i = 0; i < length; i++)
    hash = (hash ^ (unsigned char) text[i]) * 16777619u;
  return hash ^ hash >> 15;
}

static uint32_t
slot_of (const ToposLexicon *self, const char *key, size_t length)
{
  uint32_t slot = hash_of (key, length) & (self->n_slots - 1);

  while (self->slots[slot] != 0) {
    const Form *form = &g_array_index (self->forms, Form, self->slots[slot] - 1);

    if (form->length == length && memcmp (self->keys->str + form->key, key, length) == 0)
      break;
    slot = (slot + 1) & (self->n_slots - 1);
  }
  return slot;
}

static Form *
form_for (ToposLexicon *self, const char *text)
{
  g_autoptr (GString) key = g_string_new (NULL);
  const gunichar first = g_utf8_get_char (text);
  uint32_t slot;

  if (g_unichar_isalnum (first))
    make_word_key (text, (uint32_t) strlen (text), key);
  else
    make_mark_key (text, (uint32_t) strlen (text), key);
  slot = slot_of (self, key->str, key->len);
  if (self->slots[slot] == 0) {
    const Form form = { (uint32_t) self->keys->len, (uint32_t) key->len,
                        g_array_new (FALSE, FALSE, sizeof (Sense)), { 0, 0 } };

    g_string_append_len (self->keys, key->str, (gssize) key->len);
    g_array_append_val (self->forms, form);
    self->slots[slot] = self->forms->len;
    g_assert (self->forms->len * 2 < self->n_slots);
  }
  return &g_array_index (self->forms, Form, self->slots[slot] - 1);
}

void
topos_lexicon_add (ToposLexicon *self, const char *text, uint16_t symbol, int value)
{
  const Sense sense = { symbol, g_unichar_isupper (g_utf8_get_char (text)), value };
  Form *form = form_for (self, text);

  for (guint i = 0; i < form->senses->len; i++) {
    Sense *old = &g_array_index (form->senses, Sense, i);

    if (old->symbol == symbol) {
      old->capital = old->capital && sense.capital;
      return;
    }
  }
  g_array_append_val (form->senses, sense);
}

void
topos_lexicon_add_prefix (ToposLexicon *self, const char *prefix)
{
  g_ptr_array_add (self->prefixes, g_strdup (prefix));
}

uint16_t
topos_lexicon_add_literal (ToposLexicon *self, const char *word)
{
  g_autofree char *lower = g_utf8_strdown (word, -1);
  const uint16_t symbol = topos_lexicon_symbol (self, lower);

  topos_lexicon_add (self, lower, symbol, 0);
  return symbol;
}

/* --------------------------------------------------------------------------- signatures */

static int
compare_symbols (gconstpointer a, gconstpointer b)
{
  return *(const uint16_t *) a - *(const uint16_t *) b;
}

static uint16_t
signature_of (ToposLexicon *self, GArray *symbols)
{
  g_autoptr (GBytes) key = NULL;
  gpointer found;

  g_array_sort (symbols, compare_symbols);
  key = g_bytes_new (symbols->data, symbols->len * sizeof (uint16_t));
  if (g_hash_table_lookup_extended (self->signature_ids, key, NULL, &found))
    return (uint16_t) GPOINTER_TO_UINT (found);
  g_hash_table_insert (self->signature_ids, g_steal_pointer (&key),
                       GUINT_TO_POINTER (self->signatures->len));
  g_ptr_array_add (self->signatures, g_array_ref (symbols));
  return (uint16_t) (self->signatures->len - 1);
}

static uint16_t
form_signature (ToposLexicon *self, const Form *form, bool capital)
{
  g_autoptr (GArray) symbols = g_array_new (FALSE, FALSE, sizeof (uint16_t));

  for (guint i = 0; i < form->senses->len; i++) {
    const Sense *sense = &g_array_index (form->senses, Sense, i);

    if (capital || !sense->capital)
      g_array_append_val (symbols, sense->symbol);
  }
  return signature_of (self, symbols);
}

static void
add_numeric (ToposLexicon *self, uint32_t numeric)
{
  g_autoptr (GArray) symbols = g_array_new (FALSE, FALSE, sizeof (uint16_t));

  if (numeric == 0 || g_hash_table_contains (self->numeric, GUINT_TO_POINTER (numeric)))
    return;
  for (uint16_t i = 0; i < N_NUMERIC; i++)
    if (numeric >> i & 1)
      g_array_append_val (symbols, i);
  g_hash_table_insert (self->numeric, GUINT_TO_POINTER (numeric),
                       GUINT_TO_POINTER (signature_of (self, symbols)));
}

static void
note_numeric (GHashTable *sets, const char *text)
{
  int value;

  g_hash_table_add (sets, GUINT_TO_POINTER (topos_figures_read (text, (uint32_t) strlen (text),
                                                                &value)));
}

static int
compare_sets (gconstpointer a, gconstpointer b)
{
  return (a > b) - (a < b);
}

/* Every set of kinds that figures can have, found by reading a sample of each sort; the same for
 * all languages. Made once, never altered or freed. */
static const GList *
all_numeric (void)
{
  static const char *const samples[]
      = { "1st", "80s", "460s", "1980s", "40th", "3pm", "05T10", "0300hrs", "8h30", "15:30",
          "30:00z", "FY2014", "W36", "3.30pm", "3.30", "3.5", "30.12", "5.9.2021", "12,000",
          "20210905", "99999999", "123456789", "03.5", "77.12", "0.5" };
  static gsize made = 0;

  if (g_once_init_enter (&made)) {
    g_autoptr (GHashTable) sets = g_hash_table_new (NULL, NULL);

    for (size_t i = 0; i < G_N_ELEMENTS (samples); i++)
      note_numeric (sets, samples[i]);
    /* Beyond every hour of four figures all numbers of a length are alike. */
    for (int i = 0; i < 10000; i += i < 2400 ? 1 : 100)
      for (int digits = 1; digits <= 5; digits++) {
        char text[16];

        g_snprintf (text, sizeof text, "%0*d", digits, i);
        note_numeric (sets, text);
      }
    for (int i = 0; i < 100; i++) {
      g_hash_table_add (sets, GUINT_TO_POINTER (topos_figures_of_word (i, false)));
      g_hash_table_add (sets, GUINT_TO_POINTER (topos_figures_of_word (i, true)));
    }
    g_once_init_leave (&made, (gsize) g_list_sort (g_hash_table_get_keys (sets), compare_sets));
  }
  return (const GList *) made;
}

void
topos_lexicon_close (ToposLexicon *self)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (uint16_t));

  signature_of (self, none);
  for (const GList *set = all_numeric (); set != NULL; set = set->next)
    add_numeric (self, GPOINTER_TO_UINT (set->data));
  for (guint i = 0; i < self->forms->len; i++) {
    Form *form = &g_array_index (self->forms, Form, i);

    form->signature[0] = form_signature (self, form, false);
    form->signature[1] = form_signature (self, form, true);
  }
}

int
topos_lexicon_signatures (const ToposLexicon *self)
{
  return (int) self->signatures->len;
}

const uint16_t *
topos_lexicon_signature (const ToposLexicon *self, int signature, int *n)
{
  const GArray *symbols = self->signatures->pdata[signature];

  *n = (int) symbols->len;
  return (const uint16_t *) (void *) symbols->data;
}

/* ------------------------------------------------------------------------------ reading */

void
topos_lexicon_make_number (const ToposLexicon *self, ToposItem *item, int value,
                           uint32_t numeric)
{
  item->form = TOPOS_FORM_NONE;
  item->numeric = numeric;
  item->value = value;
  item->signature
      = (uint16_t) GPOINTER_TO_UINT (g_hash_table_lookup (self->numeric,
                                                          GUINT_TO_POINTER (numeric)));
}

/* Figures, or a form of the table; false when the word is neither. */
static bool
read_word (const ToposLexicon *self, const char *text, uint32_t length, ToposWordKind kind,
           GString *scratch, ToposItem *item)
{
  const Form *form;
  uint32_t slot;

  if (kind == TOPOS_WORD_NUMBER || topos_figures_are_code (text, length)) {
    int value;
    const uint32_t numeric = topos_figures_read (text, length, &value);

    if (numeric != 0)
      topos_lexicon_make_number (self, item, value, numeric);
    return numeric != 0;
  }
  if (kind == TOPOS_WORD_MARK)
    make_mark_key (text, length, scratch);
  else
    make_word_key (text, length, scratch);
  slot = slot_of (self, scratch->str, scratch->len);
  if (self->slots[slot] == 0)
    return false;
  form = &g_array_index (self->forms, Form, self->slots[slot] - 1);
  item->form = self->slots[slot] - 1;
  item->signature = form->signature[item->capital];
  return true;
}

/* The word without a prefix of the language. */
static void
read_behind_prefix (const ToposLexicon *self, const char *text, uint32_t length,
                    GString *scratch, ToposItem *item)
{
  for (guint i = 0; i < self->prefixes->len; i++) {
    const char *prefix = self->prefixes->pdata[i];
    const size_t n = strlen (prefix);
    ToposWordKind kind = TOPOS_WORD_WORD;

    if (length <= n || strncmp (text, prefix, n) != 0)
      continue;
    if (g_unichar_isdigit (g_utf8_get_char (text + n)))
      kind = TOPOS_WORD_NUMBER;
    else if (length < n + LEAST_BEHIND_PREFIX)
      continue;
    if (!read_word (self, text + n, length - (uint32_t) n, kind, scratch, item))
      continue;
    item->prefix = (uint8_t) n;
    return;
  }
}

void
topos_lexicon_read (const ToposLexicon *self, const char *body, const ToposWord *word,
                    GString *scratch, ToposItem *item)
{
  const char *text = body + word->span.start;
  const uint32_t length = topos_span_length (word->span);

  *item = (ToposItem){ .form = TOPOS_FORM_NONE, .glued = word->glued,
                       .capital = word->shape >= TOPOS_SHAPE_TITLE };
  if (length > 64)
    return;
  if (!read_word (self, text, length, word->kind, scratch, item)
      && word->kind == TOPOS_WORD_WORD && self->prefixes->len > 0)
    read_behind_prefix (self, text, length, scratch, item);
}

bool
topos_lexicon_bears (const ToposLexicon *self, const ToposItem *item, uint16_t symbol,
                     int *value)
{
  const Form *form;

  if (item->numeric != 0) {
    *value = item->value;
    return symbol < N_NUMERIC && (item->numeric >> symbol & 1);
  }
  if (item->form == TOPOS_FORM_NONE)
    return false;
  form = &g_array_index (self->forms, Form, item->form);
  for (guint i = 0; i < form->senses->len; i++) {
    const Sense *sense = &g_array_index (form->senses, Sense, i);

    if (sense->symbol == symbol && (item->capital || !sense->capital)) {
      *value = sense->value;
      return true;
    }
  }
  return false;
}
