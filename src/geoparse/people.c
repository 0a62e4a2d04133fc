/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/people.h"

static const char *const TITLES[] = {
  "mr", "mrs", "ms", "dr", "sir", "sen", "rep", "lt", "sgt", "capt", "col", "maj", "prof", "rev",
  "miss", "madam", "lord", "judge", "detective", "officer", "coach", "senator", "professor",
};

/* What stands before a surname alone, later in a text that gave the whole name. */
static const char *const RANKS[] = {
  "mr", "mrs", "ms", "dr", "sen", "rep", "lt", "sgt", "capt", "col", "maj", "prof", "rev", "gen",
  "miss", "senator", "professor", "secretary", "general", "president", "justice", "colonel",
  "captain", "major", "lieutenant", "sergeant", "detective", "deacon", "coach",
};

static const char *const KINS[] = {
  "sons", "daughters", "brothers", "sisters", "children", "parents", "twins", "cousins", "nephews",
  "nieces", "kids", "grandchildren", "friends", "boys", "girls", "siblings", "teenagers", "babies",
};

static const char *const KIN[] = {
  "son", "daughter", "brother", "sister", "wife", "husband", "father", "nephew", "niece", "cousin",
  "grandson", "granddaughter", "stepson", "girlfriend", "boyfriend", "fiance", "fiancee",
};

/* What people do, and neither the ground nor its governments. */
static const char *const HUMAN_DEEDS[] = {
  "laughed", "laughs", "smiled", "smiles", "wept", "nodded", "nods", "shrugged", "sighed",
  "grinned", "whispered", "giggled", "frowned", "blushed",
};

/* What they do to one another. */
static const char *const CLOSE_DEEDS[] = {
  "left", "leaves", "kissed", "hugged", "loved", "loves", "married", "missed", "misses", "hated",
  "held", "told", "tells", "asked", "phoned", "texted", "slapped", "knew", "knows", "gave",
};
static const char *const ANOTHER[] = { "her", "him", "me" };
static const char *const SELF[] = { "himself", "herself", "his", "her" };

/* The same of a name of two words that no gazetteer knows. */
static const char *const NAMED_DEEDS[] = {
  "said", "says", "told", "scored", "scores", "pleaded", "wrote", "writes", "recalled", "added",
  "testified", "married", "sang", "sings", "laughed", "smiled", "joked", "explained", "tweeted",
  "signed", "directed", "directs", "acted", "stars", "starred", "retired", "freed", "resigned",
};

/* What befalls people, and what they do, but neither towns nor those who govern them. */
static const char *const LIFE_DEEDS[] = {
  "sailed", "died", "married", "wrote", "climbed", "slept", "painted", "preached", "composed",
  "retired", "wept", "knelt", "dreamed", "dreamt", "rode", "dined", "wondered", "embarked",
  "disembarked", "enlisted", "courted", "befriended", "quarrelled", "quarreled", "inherited",
  "graduated",
};

/* And what only some of those do whose names are towns' now. */
static const char *const COMMANDS[] = {
  "freed", "marched", "crossed", "retreated", "advanced", "besieged", "surrendered", "attacked",
  "dispatched", "ordered", "emancipated", "commanded", "fought", "pursued", "halted", "wanted",
  "believed", "refused", "proclaimed", "pardoned", "dismissed", "appointed", "returned", "argued",
};
static const char *const MEN_OF_NOTE[] = {
  "bismarck", "bolivar", "byron", "churchill", "cleveland", "clinton", "columbus", "cromwell",
  "custer", "darwin", "davis", "franklin", "garfield", "gordon", "hamilton", "houston", "jackson",
  "jefferson", "lincoln", "livingston", "livingstone", "mackenzie", "madison", "mckinley",
  "monroe", "montgomery", "napoleon", "nelson", "nightingale", "perry", "pike", "raleigh",
  "rhodes", "roosevelt", "scott", "shackleton", "sheridan", "sherman", "stanley", "sucre",
  "taylor", "tecumseh", "wallace", "wellington", "wolfe",
};

/* Given names that are names of well-known places too. */
static const char *const GIVEN_NAMES[] = {
  "adelaide", "asia", "austin", "brooklyn", "camden", "carolina", "chad", "charlotte", "chelsea",
  "clayton", "dakota", "dallas", "devon", "eden", "florence", "geneva", "georgia", "hamilton",
  "houston", "india", "israel", "jackson", "jordan", "kent", "kenya", "kingston", "lincoln",
  "logan", "london", "lorraine", "madison", "marion", "milan", "nancy", "odessa", "orlando",
  "paris", "phoenix", "preston", "regina", "santiago", "savannah", "sharon", "siena", "sofia",
  "sydney", "trenton", "troy", "tyler", "valencia", "verona", "victoria", "vienna", "virginia",
};

/* Before a name that is a place after all, though a person in the text is called so. */
static const char *const PLACING[] = {
  "in", "near", "at", "from", "to", "around", "outside", "through", "towards", "toward", "into",
};

/* Words that end the names of what people built, and of ground. */
static const char *const BUILT_ENDS[] = {
  "airport", "avenue", "bay", "beach", "bridge", "castle", "creek", "falls", "hills", "island",
  "lake", "mountain", "peak", "tech", "city", "college", "county", "district", "harbor",
  "harbour", "heights", "high", "hospital", "park", "prison", "river", "road", "school", "square",
  "state", "station", "street", "tower", "university", "valley",
};

static bool
is_given (const ToposTokens *tokens, uint32_t at, uint32_t passage)
{
  return TOPOS_TOKEN_IS_ONE_OF (tokens, at, passage, GIVEN_NAMES);
}

/* "Mrs. Paris", "her brother Dallas", "a son, Austin". */
static bool
has_title (const ToposTokens *tokens, const ToposFound *found)
{
  const uint32_t passage = topos_token (tokens, found->first)->passage;
  uint32_t before = found->first;

  if (before == 0 || topos_token (tokens, before)->first)
    return false;
  if (TOPOS_TOKEN_IS_ONE_OF (tokens, before - 1, passage, KIN)
      || (is_given (tokens, before, passage) && before > 1
          && topos_token (tokens, before - 1)->kind == TOPOS_WORD_MARK
          && TOPOS_TOKEN_IS_ONE_OF (tokens, before - 2, passage, KIN)))
    return true;
  if (topos_token (tokens, before - 1)->key_length == 0)
    before--;
  return before > 0 && !topos_token (tokens, before)->first
         && topos_token (tokens, before - 1)->capital
         && TOPOS_TOKEN_IS_ONE_OF (tokens, before - 1, passage, TITLES);
}

/* ", 34," behind a name. */
static bool
has_age (const ToposTokens *tokens, uint32_t end, uint32_t passage)
{
  if (end + 2 >= tokens->tokens->len || topos_token (tokens, end + 2)->passage != passage)
    return false;
  const ToposToken *age = topos_token (tokens, end + 1);
  return topos_token (tokens, end)->kind == TOPOS_WORD_MARK && age->kind == TOPOS_WORD_NUMBER
         && topos_span_length (age->span) <= 2
         && topos_token (tokens, end + 2)->kind == TOPOS_WORD_MARK;
}

/* "His children Sydney and Austin": the name before and the word before that. */
static bool
is_kin_listed (const ToposTokens *tokens, uint32_t at)
{
  const uint32_t passage = topos_token (tokens, at)->passage;

  for (int i = 0; i < 4 && at > 0 && !topos_token (tokens, at)->first; i++) {
    const bool joint = topos_token_is (tokens, at - 1, passage, "and")
                       || topos_token (tokens, at - 1)->key_length == 0;
    const bool joined = joint && at > 1 && topos_token (tokens, at - 2)->capital
                        && topos_token (tokens, at - 2)->passage == passage;

    if (TOPOS_TOKEN_IS_ONE_OF (tokens, at - 1, passage, KINS)
        || (at > 1 && topos_token (tokens, at - 1)->key_length == 0
            && TOPOS_TOKEN_IS_ONE_OF (tokens, at - 2, passage, KINS)))
      return true;
    if (!joined)
      return false;
    at -= 2;
  }
  return false;
}

/* "Chad had left her": what people do to people. */
static bool
is_close (const ToposTokens *tokens, uint32_t at, uint32_t passage)
{
  if (topos_token_is (tokens, at, passage, "had") || topos_token_is (tokens, at, passage, "has"))
    at++;
  return TOPOS_TOKEN_IS_ONE_OF (tokens, at, passage, CLOSE_DEEDS)
         && (TOPOS_TOKEN_IS_ONE_OF (tokens, at + 1, passage, ANOTHER)
             || TOPOS_TOKEN_IS_ONE_OF (tokens, at + 1, passage, SELF));
}

/* Is there a surname at `at`: one word with a capital, none of a place that all know, nor one that
 * ends the names of streets and schools? */
static bool
is_surname (const ToposTokens *tokens, uint32_t at, uint32_t passage)
{
  if (at >= tokens->tokens->len)
    return false;
  const ToposToken *token = topos_token (tokens, at);
  const ToposToken *next = at + 1 < tokens->tokens->len ? topos_token (tokens, at + 1) : NULL;

  return token->passage == passage && token->capital && token->kind == TOPOS_WORD_WORD
         && token->shape != TOPOS_SHAPE_ALL_CAPITALS
         && (token->class == TOPOS_NAME_UNKNOWN || token->class == TOPOS_NAME_VILLAGE
             || token->class == TOPOS_NAME_SMALL_TOWN)
         && !TOPOS_TOKEN_IS_ONE_OF (tokens, at, passage, BUILT_ENDS)
         && (next == NULL || next->passage != passage || !next->capital);
}

/* "Georgia and Jordan Hughes": one surname for both. */
static bool
shares_surname (const ToposTokens *tokens, const ToposFound *found, uint32_t passage)
{
  const uint32_t other = found->end + 1;

  return topos_token_is (tokens, found->end, passage, "and") && is_given (tokens, other, passage)
         && topos_token (tokens, other)->name_end <= other + 1
         && is_surname (tokens, other + 1, passage);
}

/* ", of Leeds", ", who" behind a name. */
static bool
is_told_of (const ToposTokens *tokens, uint32_t end, uint32_t passage)
{
  static const char *const WORDS[] = { "of", "who", "whose" };

  return topos_token (tokens, end)->kind == TOPOS_WORD_MARK
         && TOPOS_TOKEN_IS_ONE_OF (tokens, (int64_t) end + 1, passage, WORDS);
}

/* "Lincoln freed the slaves", "Darwin climbed the hill": where a sentence or a clause begins, but not
 * "the road to Lincoln freed". */
static bool
lives (const ToposTokens *tokens, uint32_t i)
{
  static const char *const BEFORE[] = { "when", "that", "where", "while", "as", "after", "and", "but" };
  const ToposToken *token = topos_token (tokens, i);
  const ToposToken *before = topos_token_at (tokens, (int64_t) i - 1, token->passage);
  const uint32_t passage = token->passage;
  const int64_t next = (int64_t) i + 1 + (topos_token_is (tokens, (int64_t) i + 1, passage, "had")
                                          || topos_token_is (tokens, (int64_t) i + 1, passage, "then"));

  if (before != NULL && before->kind != TOPOS_WORD_MARK
      && !TOPOS_TOKEN_IS_ONE_OF (tokens, (int64_t) i - 1, passage, BEFORE))
    return false;
  return TOPOS_TOKEN_IS_ONE_OF (tokens, next, passage, LIFE_DEEDS)
         || (TOPOS_TOKEN_IS_ONE_OF (tokens, i, passage, MEN_OF_NOTE)
             && TOPOS_TOKEN_IS_ONE_OF (tokens, next, passage, COMMANDS));
}

/* "Secretary Austin told", "Gen. Houston": a title, and no more of a name behind. */
static bool
is_addressed (const ToposTokens *tokens, uint32_t i)
{
  const uint32_t passage = topos_token (tokens, i)->passage;
  const ToposToken *before = topos_token_at (tokens, (int64_t) i - 1, passage);
  const ToposToken *next = topos_token_at (tokens, (int64_t) i + 1, passage);
  const bool stop = before != NULL && before->word == topos_mark_hash (".", 1);
  const int64_t title = (int64_t) i - (stop ? 2 : 1);
  const ToposToken *word = topos_token_at (tokens, title, passage);

  return word != NULL && word->capital && (next == NULL || !next->capital)
         && TOPOS_TOKEN_IS_ONE_OF (tokens, title, passage, RANKS);
}

/* Takes those from the words of `addressed` that are places somewhere in the text: "in Arlington". */
static void
drop_placed (const ToposTokens *tokens, GHashTable *addressed)
{
  for (uint32_t i = 0; i < tokens->tokens->len && g_hash_table_size (addressed) > 0; i++) {
    const ToposToken *token = topos_token (tokens, i);

    if (token->capital && TOPOS_TOKEN_IS_ONE_OF (tokens, (int64_t) i - 1, token->passage, PLACING))
      g_hash_table_remove (addressed, GUINT_TO_POINTER (token->word));
  }
}

GHashTable *
topos_people_told (const ToposTokens *tokens)
{
  g_autoptr (GHashTable) living = g_hash_table_new (NULL, NULL);
  GHashTable *persons = g_hash_table_new (NULL, NULL);
  GHashTableIter words;
  void *word;

  for (uint32_t i = 0; i < tokens->tokens->len; i++) {
    const ToposToken *token = topos_token (tokens, i);

    if (token->part != TOPOS_PART_WHOLE || !token->capital || token->class == TOPOS_NAME_COUNTRY
        || token->shape == TOPOS_SHAPE_ALL_CAPITALS)
      continue;
    if (lives (tokens, i))
      g_hash_table_add (living, GUINT_TO_POINTER (token->word));
    else if (is_addressed (tokens, i))
      g_hash_table_add (persons, GUINT_TO_POINTER (token->word));
  }
  drop_placed (tokens, persons);
  g_hash_table_iter_init (&words, living);
  while (g_hash_table_iter_next (&words, &word, NULL))
    g_hash_table_add (persons, word);
  return persons;
}

bool
topos_people_is_told_person (const ToposTokens *tokens, GHashTable *persons,
                             const ToposFound *found)
{
  const ToposToken *token = topos_token (tokens, found->first);
  const ToposToken *next = topos_token_at (tokens, (int64_t) found->end + 1, token->passage);
  const bool stated = next != NULL && next->capital && next->class <= TOPOS_NAME_DISTRICT
                      && next->class != TOPOS_NAME_UNKNOWN
                      && topos_token (tokens, found->end)->kind == TOPOS_WORD_MARK;

  return found->end == found->first + 1 && !stated
         && g_hash_table_contains (persons, GUINT_TO_POINTER (token->word))
         && !TOPOS_TOKEN_IS_ONE_OF (tokens, (int64_t) found->first - 1, token->passage, PLACING);
}

bool
topos_people_is_person (const ToposTokens *tokens, const ToposFound *found)
{
  const ToposToken *first = topos_token (tokens, found->first);
  const uint32_t passage = first->passage, n = tokens->tokens->len;
  const bool given = is_given (tokens, found->first, passage);
  const bool single = found->end == found->first + 1;
  const bool unknown = found->end == found->first + 2 && first->name_end < found->end;
  uint32_t end = found->end;

  if (has_title (tokens, found))
    return true;
  while (end < n && end < found->end + 2 && topos_token (tokens, end)->capital
         && topos_token (tokens, end)->passage == passage)
    end++;
  if ((end > found->end || (given && (single || unknown))) && has_age (tokens, end, passage))
    return true;
  if (!given)
    return false;
  if (unknown && is_surname (tokens, found->first + 1, passage))
    return true;
  if ((unknown || (single && is_surname (tokens, found->end, passage))) && found->first > 1
      && topos_token_is (tokens, (int64_t) found->first - 1, passage, "and")
      && is_given (tokens, found->first - 2, passage))
    return true;
  if (single && is_kin_listed (tokens, found->first))
    return true;
  if (end >= n || topos_token (tokens, end)->passage != passage)
    return false;
  if (single && end == found->end)
    return TOPOS_TOKEN_IS_ONE_OF (tokens, end, passage, HUMAN_DEEDS)
           || is_close (tokens, end, passage) || shares_surname (tokens, found, passage);
  return ((single && end == found->end + 1) || (unknown && end == found->end))
         && (TOPOS_TOKEN_IS_ONE_OF (tokens, end, passage, NAMED_DEEDS)
             || is_told_of (tokens, end, passage));
}
