/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/heading.h"

#include "import/stated-day.h"
#include "text/fold.h"

#include <string.h>

/* The head of an article is looked for in so many lines. */
#define MOST_LINES_IN_HEAD 12
#define MOST_BYTES_IN_HEADER_KEY 32
#define MOST_BYTES_IN_HEADLINE 250
#define MOST_BYTES_IN_BYLINE 120
#define MOST_BYTES_IN_DATELINE 100
#define MOST_CHARS_IN_MADE_TITLE 90

typedef enum { FACT_TITLE, FACT_OUTLET, FACT_AUTHOR, FACT_DATE, FACT_URL, FACT_NONE } Fact;

static const struct {
  const char *key;
  Fact fact;
} HEADER_KEYS[] = {
  { "title", FACT_TITLE },        { "headline", FACT_TITLE },     { "subject", FACT_TITLE },
  { "source", FACT_OUTLET },      { "outlet", FACT_OUTLET },      { "publication", FACT_OUTLET },
  { "publisher", FACT_OUTLET },   { "newspaper", FACT_OUTLET },   { "published in", FACT_OUTLET },
  { "published by", FACT_OUTLET },{ "author", FACT_AUTHOR },      { "authors", FACT_AUTHOR },
  { "by", FACT_AUTHOR },          { "byline", FACT_AUTHOR },      { "writer", FACT_AUTHOR },
  { "reporter", FACT_AUTHOR },    { "date", FACT_DATE },          { "published", FACT_DATE },
  { "published on", FACT_DATE },  { "publication date", FACT_DATE }, { "date published", FACT_DATE },
  { "posted", FACT_DATE },        { "url", FACT_URL },            { "link", FACT_URL },
  { "address", FACT_URL },        { "language", FACT_NONE },      { "section", FACT_NONE },
  { "keywords", FACT_NONE },      { "tags", FACT_NONE },          { "updated", FACT_NONE },
  { "retrieved", FACT_NONE },     { "accessed", FACT_NONE },      { "word count", FACT_NONE },
  { "titel", FACT_TITLE },        { "uberschrift", FACT_TITLE },  { "quelle", FACT_OUTLET },
  { "zeitung", FACT_OUTLET },     { "autor", FACT_AUTHOR },       { "autorin", FACT_AUTHOR },
  { "datum", FACT_DATE },         { "titre", FACT_TITLE },        { "auteur", FACT_AUTHOR },
  { "titulo", FACT_TITLE },       { "fuente", FACT_OUTLET },      { "medio", FACT_OUTLET },
  { "fecha", FACT_DATE },         { "data", FACT_DATE },          { "fonte", FACT_OUTLET },
  { "заголовок", FACT_TITLE },    { "источник", FACT_OUTLET },    { "автор", FACT_AUTHOR },
  { "дата", FACT_DATE },          { "العنوان", FACT_TITLE },      { "المصدر", FACT_OUTLET },
  { "الكاتب", FACT_AUTHOR },      { "التاريخ", FACT_DATE },       { "عنوان", FACT_TITLE },
  { "منبع", FACT_OUTLET },        { "نویسنده", FACT_AUTHOR },     { "تاریخ", FACT_DATE },
};

static bool
is_headline (const char *text)
{
  static const char *const PROSE_ENDS[] = { ".", ",", ";", ":", "。", "،", ".”", ".\"" };

  for (size_t i = 0; i < G_N_ELEMENTS (PROSE_ENDS); i++)
    if (g_str_has_suffix (text, PROSE_ENDS[i]))
      return false;
  return strlen (text) <= MOST_BYTES_IN_HEADLINE;
}

/* ------------------------------------------------------------------------ header lines */

static Fact
fact_of_key (const char *text, size_t length, bool *known)
{
  g_autofree char *key = topos_fold (text, (gssize) length);

  *known = true;
  for (size_t i = 0; i < G_N_ELEMENTS (HEADER_KEYS); i++) {
    g_autofree char *wanted = topos_fold (HEADER_KEYS[i].key, -1);

    if (strcmp (key, wanted) == 0)
      return HEADER_KEYS[i].fact;
  }
  *known = false;
  return FACT_NONE;
}

static void
offer (ToposArticle *article, Fact fact, const char *value, ToposOrigin origin)
{
  ToposField *const fields[] = { [FACT_TITLE] = &article->title, [FACT_OUTLET] = &article->outlet,
                                 [FACT_AUTHOR] = &article->author, [FACT_URL] = &article->url };
  ToposDay day;

  if (fact == FACT_DATE) {
    if (topos_stated_day_parse (value, &day))
      topos_published_offer (&article->published, day, TOPOS_CERTAINTY_STATED, origin, NULL);
  } else if (fact != FACT_NONE) {
    topos_field_offer (fields[fact], value, origin);
  }
}

/* "Source: The Valley Courier". False, and nothing done, when the line is no header. What stands
 * behind "Title:" is the headline, and counts as one. */
static bool
take_header_line (ToposArticle *article, ToposLine *line, const char *text, ToposOrigin origin)
{
  const size_t length = strcspn (text, ":");
  size_t value = length + 1;
  bool known;
  Fact fact;

  if (text[length] != ':' || length == 0 || length > MOST_BYTES_IN_HEADER_KEY)
    return false;
  fact = fact_of_key (text, length, &known);
  if (!known)
    return false;
  topos_line_settle (line, TOPOS_ZONE_HEADER);
  offer (article, fact, text + value, origin);
  value += strspn (text + value, " \t");
  if (fact == FACT_TITLE && text[value] != '\0') {
    line->part = (ToposSpan){ line->span.start + (uint32_t) value, line->span.end };
    line->part_kind = TOPOS_ZONE_TITLE;
  }
  return true;
}

/* The block of header lines at the head: it begins with the first or, below a headline, the
 * second line, and ends with the first that is none. */
static void
read_header_block (ToposArticle *article, GArray *lines, ToposOrigin origin)
{
  unsigned missed = 0;

  for (unsigned i = 0; i < lines->len && i < 2 * MOST_LINES_IN_HEAD; i++) {
    ToposLine *line = topos_line (lines, i);
    g_autofree char *text = NULL;

    if (line->settled && line->kind == TOPOS_ZONE_FURNITURE)
      continue;
    text = topos_line_text (line, article->body);
    if (take_header_line (article, line, text, origin))
      continue;
    if (i == 0 && !line->settled && is_headline (text))
      missed++;
    else
      return;
  }
}

/* "Source: ..." among the last lines. */
static void
read_foot (ToposArticle *article, GArray *lines, ToposOrigin origin)
{
  for (unsigned i = lines->len; i > 0 && i + 3 > lines->len; i--) {
    ToposLine *line = topos_line (lines, i - 1);
    g_autofree char *text = topos_line_text (line, article->body);

    if (!line->settled && strlen (text) <= MOST_BYTES_IN_BYLINE)
      take_header_line (article, line, text, origin);
  }
}

/* ------------------------------------------------------------------ byline and date line */

static bool
is_small_name_word (const char *word)
{
  static const char *const SMALL[] = { "and", "&",  "de", "da", "do", "del", "der", "den", "van",
                                       "von", "bin", "ibn", "al", "el", "la", "le",  "dos", "y" };

  for (size_t i = 0; i < G_N_ELEMENTS (SMALL); i++)
    if (strcmp (word, SMALL[i]) == 0)
      return true;
  return false;
}

/* The bytes of `text` that look like people's names: words with a capital letter, particles,
 * commas and "and" between. `words` becomes the number of capitalised ones. */
static size_t
names_length (const char *text, int *words)
{
  size_t at = 0, end = 0;

  *words = 0;
  while (text[at] != '\0') {
    const size_t length = strcspn (text + at, " ");
    g_autofree char *word = g_strndup (text + at, length);
    const bool capital = g_unichar_isupper (g_utf8_get_char (word));

    if (!capital && !is_small_name_word (word))
      break;
    if (capital) {
      (*words)++;
      end = at + length;
    }
    at += length;
    at += strspn (text + at, " ");
  }
  return end;
}

/* "By Jane Doe in Kabul", "BY JANE DOE | 5 September 2021". */
static bool
take_byline (ToposArticle *article, const char *text, ToposOrigin origin)
{
  static const char *const BEGINNINGS[] = { "By ", "BY ", "Von ", "Par ", "Por ", "Di ", "Door ",
                                            "Written by ", "Words by ", "Reported by ", "Story by " };
  g_autofree char *names = NULL;
  size_t begin = 0, length;
  int words;

  for (size_t i = 0; i < G_N_ELEMENTS (BEGINNINGS) && begin == 0; i++)
    if (g_str_has_prefix (text, BEGINNINGS[i]))
      begin = strlen (BEGINNINGS[i]);
  if (begin == 0 || strlen (text) > MOST_BYTES_IN_BYLINE || g_str_has_suffix (text, "."))
    return false;
  length = names_length (text + begin, &words);
  if (words < 1 || words > 12)
    return false;
  names = g_strndup (text + begin, length);
  if (g_str_has_suffix (names, ","))
    names[strlen (names) - 1] = '\0';
  topos_field_offer (&article->author, names, origin);
  return true;
}

/* The day in one of the pieces between bars and bullets, the byline's own piece left out. */
static bool
take_date_line (ToposArticle *article, const char *text, ToposOrigin origin)
{
  g_auto (GStrv) pieces = NULL;
  bool found = false;
  ToposDay day;

  if (strlen (text) > MOST_BYTES_IN_BYLINE)
    return false;
  pieces = g_regex_split_simple ("\\s[|·•–—-]\\s", text, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT);
  for (size_t i = 0; pieces[i] != NULL && !found; i++) {
    found = topos_stated_day_parse (pieces[i], &day);
    if (found)
      topos_published_offer (&article->published, day, TOPOS_CERTAINTY_STATED, origin,
                             NULL);
  }
  return found;
}

/* A name alone ("Jane Doe") counts as a byline only above a headline. */
static bool
take_bare_name (ToposArticle *article, const char *text, const char *next)
{
  static const char *const SECTIONS[] = { "News", "World", "Politics", "Opinion", "Analysis",
                                          "Asia", "Africa", "Europe", "America", "Americas",
                                          "East", "Sport", "Sports", "Business", "Breaking",
                                          "Latest", "Live", "Culture", "Exclusive", "War",
                                          "Report", "Times", "Post", "Daily", "The", "Conflict" };
  g_auto (GStrv) words = g_strsplit (text, " ", 6);
  g_auto (GStrv) next_words = g_strsplit (next, " ", 6);
  int capitals;

  if (strlen (text) > 40 || names_length (text, &capitals) != strlen (text) || capitals < 2
      || capitals > 4 || g_strv_length (next_words) < 5 || !is_headline (next))
    return false;
  for (size_t i = 0; words[i] != NULL; i++)
    for (size_t j = 0; j < G_N_ELEMENTS (SECTIONS); j++)
      if (g_ascii_strcasecmp (words[i], SECTIONS[j]) == 0)
        return false;
  if (strpbrk (text, ",:;!?'\"0123456789") != NULL)
    return false;
  topos_field_offer (&article->author, text, TOPOS_ORIGIN_TEXT);
  return true;
}

static void
read_bylines (ToposArticle *article, GArray *lines, ToposOrigin origin)
{
  for (unsigned i = 0; i < lines->len && i < MOST_LINES_IN_HEAD; i++) {
    ToposLine *line = topos_line (lines, i);
    g_autofree char *text = topos_line_text (line, article->body);
    g_autofree char *next
        = i + 1 < lines->len ? topos_line_text (topos_line (lines, i + 1), article->body) : NULL;

    if (line->settled)
      continue;
    if (take_byline (article, text, origin)) {
      take_date_line (article, text, origin);
      topos_line_settle (line, TOPOS_ZONE_BYLINE);
    } else if (take_date_line (article, text, origin)) {
      topos_line_settle (line, TOPOS_ZONE_HEADER);
    } else if (next != NULL && i < 3 && topos_line (lines, i + 1)->blank_before
               && article->title.origin != TOPOS_ORIGIN_TEXT
               && take_bare_name (article, text, next)) {
      topos_line_settle (line, TOPOS_ZONE_BYLINE);
    }
  }
}

/* --------------------------------------------------------------------------- dateline */

/* Where the dash of "KABUL, Sept. 5 (Reuters) -" stands; 0 when there is none near the start. */
static size_t
dateline_length (const char *text)
{
  static const char *const DASHES[] = { " - ", " – ", " — ", " -- ", "— ", "—" };
  size_t found = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (DASHES); i++) {
    const char *at = g_strstr_len (text, MOST_BYTES_IN_DATELINE, DASHES[i]);

    if (at != NULL && (found == 0 || (size_t) (at - text) < found))
      found = (size_t) (at - text);
  }
  return found;
}

static bool
starts_in_capitals (const char *text)
{
  int capitals = 0;

  for (const char *at = text; *at != '\0' && *at != ' ' && *at != ','; at = g_utf8_next_char (at)) {
    const gunichar c = g_utf8_get_char (at);

    if (g_unichar_islower (c))
      return false;
    capitals += g_unichar_isupper (c);
  }
  return capitals >= 3;
}

/* Reads the day and the agency out of a dateline; true when `text` begins with one. */
static bool
take_dateline (ToposArticle *article, const char *text)
{
  const size_t length = dateline_length (text);
  g_autofree char *head = g_strndup (text, length);
  char *bracket = strchr (head, '(');
  g_autofree char *agency = NULL;
  bool dated = false;
  ToposDay day;

  if (length == 0 || !g_unichar_isupper (g_utf8_get_char (text)))
    return false;
  if (bracket != NULL) {
    agency = g_strndup (bracket + 1, strcspn (bracket + 1, ")/"));
    *bracket = '\0';
  }
  for (const char *at = strchr (head, ','); at != NULL && !dated; at = strchr (at + 1, ','))
    dated = topos_stated_day_parse (at + 1, &day);
  if (!dated && agency == NULL && !starts_in_capitals (head))
    return false;
  if (dated)
    topos_published_offer (&article->published, day, TOPOS_CERTAINTY_STATED,
                           TOPOS_ORIGIN_DATELINE, NULL);
  if (agency != NULL && strlen (agency) <= 24 && strpbrk (agency, "0123456789") == NULL)
    topos_field_offer (&article->outlet, agency, TOPOS_ORIGIN_DATELINE);
  return true;
}

/* -------------------------------------------------------------------------------- title */

/* The first words of a text without a headline, for lists of documents. */
static char *
made_title (const char *text)
{
  const char *at = text, *cut = NULL;

  for (int i = 0; i < MOST_CHARS_IN_MADE_TITLE && *at != '\0'; i++) {
    if (*at == ' ' || *at == '\t')
      cut = at;
    at = g_utf8_next_char (at);
  }
  if (*at == '\0')
    return g_strdup (text);
  if (cut == NULL)
    cut = at;
  return g_strdup_printf ("%.*s…", (int) (cut - text), text);
}

static bool
is_known_title (const ToposArticle *article, const char *text)
{
  g_autofree char *key = topos_fold (text, -1);
  g_autofree char *known = topos_fold (article->title.value ? article->title.value : "", -1);

  return *known != '\0' && strcmp (key, known) == 0;
}

/* A headline stands alone on its line: what follows does not go on with it. */
static bool
stands_alone (const ToposArticle *article, const GArray *lines, unsigned i)
{
  const ToposLine *next;

  if (i + 1 >= lines->len)
    return false;
  next = topos_line (lines, i + 1);
  return next->blank_before
         || !g_unichar_islower (g_utf8_get_char (article->body + next->span.start));
}

static void
read_title (ToposArticle *article, GArray *lines)
{
  for (unsigned i = 0; i < lines->len && i < MOST_LINES_IN_HEAD; i++) {
    ToposLine *line = topos_line (lines, i);
    g_autofree char *text = NULL;
    g_autofree char *made = NULL;

    if (line->settled && line->kind != TOPOS_ZONE_TITLE)
      continue;
    text = topos_line_text (line, article->body);
    made = made_title (text);
    if (is_known_title (article, text)) {
      topos_line_settle (line, TOPOS_ZONE_TITLE);
    } else if (is_headline (text) && stands_alone (article, lines, i)
               && dateline_length (text) == 0) {
      topos_line_settle (line, TOPOS_ZONE_TITLE);
      made = (g_free (made), g_strdup (text));
    }
    topos_field_offer (&article->title, made, TOPOS_ORIGIN_TEXT);
    return;
  }
}

static void
read_dateline (ToposArticle *article, const GArray *lines)
{
  for (unsigned i = 0, seen = 0; i < lines->len && seen < 2; i++) {
    const ToposLine *line = topos_line (lines, i);
    g_autofree char *text = NULL;

    if (line->settled)
      continue;
    text = g_strndup (article->body + line->span.start,
                      MIN (topos_span_length (line->span), 2 * MOST_BYTES_IN_DATELINE));
    seen++;
    if (take_dateline (article, text))
      return;
  }
}

void
topos_heading_read (ToposArticle *article, GArray *lines, ToposOrigin origin)
{
  read_header_block (article, lines, origin);
  read_foot (article, lines, origin);
  read_bylines (article, lines, origin);
  read_title (article, lines);
  read_dateline (article, lines);
}
