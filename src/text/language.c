/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/language.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#define MOST_BYTES 4096
#define MOST_BYTES_IN_WORD 20
/* Two small words, or their like, at least: one may stand in any language. */
#define LEAST_WEIGHT 4

/* Small words by which a language is known, each with space round it. They are the commonest
 * that few of the others share. */
static const struct {
  char language[4];
  UScriptCode script;
  const char *words;
} SMALL_WORDS[] = {
  { "en", USCRIPT_LATIN, " the of and to in that is was for with said on by from his it at are were has have not this but they who which be after " },
  { "de", USCRIPT_LATIN, " der die und das von den ist mit im nicht dem ein eine des auf für sich auch als nach bei wurde wird einer hat sind aus dass " },
  { "fr", USCRIPT_LATIN, " le la les des et est une du dans pour que qui sur pas par au plus avec ce sont été aux ont il mais cette leur après ses " },
  { "es", USCRIPT_LATIN, " el la los las del y en que una por con para se su al más fue como ha este pero son sus también entre desde hasta lo " },
  { "pt", USCRIPT_LATIN, " o os as do da dos das e em que um uma não com para por se foi mais no na nos nas ao também pelo pela são é à " },
  { "it", USCRIPT_LATIN, " il di che la del della e per un una con non sono alla dei nel gli le da al è stato dal delle anche più ha " },
  { "nl", USCRIPT_LATIN, " de het een van en in is dat op te zijn met voor niet aan er door bij ook uit naar was werd worden heeft om maar " },
  { "sv", USCRIPT_LATIN, " och att det som en på är av för med den till inte har om ett var från vid efter också de men hade " },
  { "da", USCRIPT_LATIN, " og at det som en på er af for med den til ikke har om et var fra ved efter også de men blev der " },
  { "no", USCRIPT_LATIN, " og at det som en på er av for med den til ikke har om et var fra ved etter også de men ble " },
  { "fi", USCRIPT_LATIN, " ja on ei että oli se hän mutta kun ovat joka myös mukaan kuin ole niin sen sekä " },
  { "pl", USCRIPT_LATIN, " i w na się z nie do że jest to o po od przez dla jak oraz został są ale który " },
  { "cs", USCRIPT_LATIN, " a v se na je že s z do o který byl jako jeho podle ale ve po už také jsou " },
  { "sk", USCRIPT_LATIN, " a v sa na je že s z do o ktorý bol ako jeho podľa ale vo po už tiež sú " },
  { "hr", USCRIPT_LATIN, " i u je se na da su za od koji će iz kako nije bi o što ali prema nakon " },
  { "hu", USCRIPT_LATIN, " a az és hogy nem is egy volt meg csak már azt szerint után ezt mint vagy " },
  { "ro", USCRIPT_LATIN, " și în de la a cu pe din care nu că este mai pentru fost au sunt după prin lui " },
  { "tr", USCRIPT_LATIN, " ve bir bu da de için ile olarak olan daha çok sonra kadar ise gibi en ancak göre değil " },
  { "id", USCRIPT_LATIN, " yang dan di dari untuk dengan pada ini itu tidak dalam akan ke oleh juga telah adalah " },
  { "sw", USCRIPT_LATIN, " na ya wa kwa ni katika za la kuwa cha hiyo huo kama lakini baada alisema " },
  { "so", USCRIPT_LATIN, " iyo oo ku ka waxaa in ah uu ay la ee soo si wuxuu " },
  { "vi", USCRIPT_LATIN, " và của là các có cho được trong một với người không những đã này tại " },
  { "ar", USCRIPT_ARABIC, " في من على إلى أن عن التي الذي مع هذا هذه بعد كان قال ما لا قد بين كما منذ " },
  { "fa", USCRIPT_ARABIC, " در به از که این را با است آن برای شده بود شد تا می های کرد است. خود پس نیز " },
  { "ps", USCRIPT_ARABIC, " په د او چې کې ته له سره دې شوي دي یې نه هم وو به کړي څخه " },
  { "ur", USCRIPT_ARABIC, " کے میں کی ہے اور سے کا کو نے ہیں پر کہ اس یہ تھا گیا بھی ایک تھے " },
  { "ckb", USCRIPT_ARABIC, " لە و بۆ بە کە ئەو لەگەڵ دەکات ئەم هەموو بوو " },
  { "ru", USCRIPT_CYRILLIC, " и в не на что с по из как он это но за от к его был для был при после также " },
  { "uk", USCRIPT_CYRILLIC, " і в не на що з у та як за до від його це але був для про після є також " },
  { "bg", USCRIPT_CYRILLIC, " и на в за се да от е с не по че са като след при през това бе към " },
  { "sr", USCRIPT_CYRILLIC, " и у је да се на су за од који није из као са о али што након према " },
  { "be", USCRIPT_CYRILLIC, " і ў не на што з у як за да ад яго гэта але быў для пра пасля таксама " },
  { "kk", USCRIPT_CYRILLIC, " мен және бұл бір деп үшін бар болды осы жылы емес дейін " },
  { "tg", USCRIPT_CYRILLIC, " ва дар аз ба ки ин бо барои шуд буд аст ҳам то мекунад " },
  { "hi", USCRIPT_DEVANAGARI, " के में की है और से का को ने पर कि इस यह था गया भी एक नहीं हैं " },
  { "mr", USCRIPT_DEVANAGARI, " आणि या आहे होते की हे ते व केली आहेत नाही असे मध्ये " },
  { "ne", USCRIPT_DEVANAGARI, " र को मा छ गरेको पनि भएको लागि यो छन् गर्ने हो भने " },
};

G_STATIC_ASSERT (G_N_ELEMENTS (SMALL_WORDS) <= 64);

#define LATIN 0  /* its place in SCRIPTS */

/* Scripts that one language has for itself, or nearly. */
static const struct {
  UScriptCode script;
  char language[4];
} SCRIPTS[] = {
  { USCRIPT_LATIN, "" },      { USCRIPT_ARABIC, "ar" },    { USCRIPT_CYRILLIC, "ru" },
  { USCRIPT_DEVANAGARI, "hi" }, { USCRIPT_GREEK, "el" },   { USCRIPT_HEBREW, "he" },
  { USCRIPT_ARMENIAN, "hy" }, { USCRIPT_GEORGIAN, "ka" },  { USCRIPT_BENGALI, "bn" },
  { USCRIPT_GURMUKHI, "pa" }, { USCRIPT_GUJARATI, "gu" },  { USCRIPT_TAMIL, "ta" },
  { USCRIPT_TELUGU, "te" },   { USCRIPT_KANNADA, "kn" },   { USCRIPT_MALAYALAM, "ml" },
  { USCRIPT_SINHALA, "si" },  { USCRIPT_THAI, "th" },      { USCRIPT_LAO, "lo" },
  { USCRIPT_MYANMAR, "my" },  { USCRIPT_KHMER, "km" },     { USCRIPT_TIBETAN, "bo" },
  { USCRIPT_ETHIOPIC, "am" }, { USCRIPT_HANGUL, "ko" },    { USCRIPT_HIRAGANA, "ja" },
  { USCRIPT_KATAKANA, "ja" }, { USCRIPT_HAN, "zh" },       { USCRIPT_MONGOLIAN, "mn" },
};

/* Letters that settle it among the languages of a script; each counts as a small word does. */
static const struct {
  UChar32 letter;
  char language[4];
} LETTERS[] = {
  { 0x00DF, "de" }, { 0x00F1, "es" }, { 0x00E3, "pt" }, { 0x00F5, "pt" }, { 0x0142, "pl" },
  { 0x0119, "pl" }, { 0x0159, "cs" }, { 0x011F, "tr" }, { 0x0131, "tr" }, { 0x0151, "hu" },
  { 0x0219, "ro" }, { 0x021B, "ro" }, { 0x01B0, "vi" }, { 0x1EA1, "vi" }, { 0x0456, "uk" },
  { 0x0457, "uk" }, { 0x0454, "uk" }, { 0x044B, "ru" }, { 0x044D, "ru" }, { 0x045E, "be" },
  { 0x0458, "sr" }, { 0x0452, "sr" }, { 0x045B, "sr" }, { 0x049B, "kk" }, { 0x04B3, "tg" },
  { 0x0629, "ar" }, { 0x0643, "ar" }, { 0x067E, "fa" }, { 0x06AF, "fa" }, { 0x06CC, "fa" },
  { 0x0681, "ps" }, { 0x0685, "ps" }, { 0x069A, "ps" }, { 0x06D0, "ps" }, { 0x06CD, "ps" },
  { 0x0679, "ur" }, { 0x0688, "ur" }, { 0x0691, "ur" }, { 0x06BA, "ur" }, { 0x06D2, "ur" },
  { 0x06B5, "ckb" }, { 0x06CE, "ckb" }, { 0x06C6, "ckb" },
};

typedef struct {
  uint32_t letters;                              /* of all scripts */
  uint32_t by_script[G_N_ELEMENTS (SCRIPTS)];
  uint32_t words[G_N_ELEMENTS (SMALL_WORDS)];    /* small words met */
  uint32_t marks[G_N_ELEMENTS (SMALL_WORDS)];    /* telling letters met */
} Evidence;

static void
count_letter (Evidence *evidence, UChar32 c)
{
  UErrorCode status = U_ZERO_ERROR;
  UScriptCode script;

  evidence->letters++;
  if (c < 0x80) {
    evidence->by_script[LATIN]++;
    return;
  }
  script = uscript_getScript (c, &status);
  for (size_t i = 0; i < G_N_ELEMENTS (SCRIPTS); i++)
    if (SCRIPTS[i].script == script)
      evidence->by_script[i]++;
  for (size_t i = 0; i < G_N_ELEMENTS (LETTERS); i++)
    for (size_t j = 0; LETTERS[i].letter == c && j < G_N_ELEMENTS (SMALL_WORDS); j++)
      evidence->marks[j] += strcmp (LETTERS[i].language, SMALL_WORDS[j].language) == 0;
}

/* Which languages have a small word: a bit for each row of SMALL_WORDS, by the word. Made once,
 * never altered or freed. */
static GHashTable *
languages_by_word (void)
{
  static gsize made = 0;

  if (g_once_init_enter (&made)) {
    GHashTable *languages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

    for (size_t i = 0; i < G_N_ELEMENTS (SMALL_WORDS); i++) {
      g_auto (GStrv) words = g_strsplit (SMALL_WORDS[i].words, " ", -1);

      for (char **word = words; *word != NULL; word++) {
        const uint64_t *held = g_hash_table_lookup (languages, *word);
        const uint64_t bits = (held ? *held : 0) | (uint64_t) 1 << i;

        if (**word != '\0')
          g_hash_table_replace (languages, g_strdup (*word), g_memdup2 (&bits, sizeof bits));
      }
    }
    g_once_init_leave (&made, (gsize) languages);
  }
  return (GHashTable *) made;
}

static void
count_word (Evidence *evidence, GHashTable *languages, const char *word)
{
  const uint64_t *known = g_hash_table_lookup (languages, word);

  for (uint64_t bits = known ? *known : 0; bits != 0; bits &= bits - 1)
    evidence->words[__builtin_ctzll (bits)]++;
}

/* A letter, or a mark on one. */
static bool
is_letter (UChar32 c)
{
  if (c < 0x80)
    return c >= 0 && g_ascii_isalpha ((char) c);
  return (U_GET_GC_MASK (c) & (U_GC_L_MASK | U_GC_M_MASK)) != 0;
}

static void
gather (Evidence *evidence, const char *text, int length)
{
  GHashTable *languages = languages_by_word ();
  char word[MOST_BYTES_IN_WORD + U8_MAX_LENGTH + 1];
  int in_word = 0;

  for (int i = 0; i < length;) {
    UChar32 c;
    bool is_error = false;

    U8_NEXT (text, i, length, c);
    if (is_letter (c)) {
      count_letter (evidence, c);
      c = c < 0x80 ? c | 0x20 : u_tolower (c);  /* of an ASCII letter, the small one */
      if (in_word < MOST_BYTES_IN_WORD)
        U8_APPEND (word, in_word, MOST_BYTES_IN_WORD + U8_MAX_LENGTH, c, is_error);
      continue;
    }
    if (in_word > 0 && in_word < MOST_BYTES_IN_WORD && !is_error) {
      word[in_word] = '\0';
      count_word (evidence, languages, word);
    }
    in_word = 0;
  }
}

/* The script of most letters; Japanese writes Han too, so kana weigh more. */
static size_t
main_script (const Evidence *evidence)
{
  size_t best = 0;
  uint32_t most = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (SCRIPTS); i++) {
    const bool kana = SCRIPTS[i].script == USCRIPT_HIRAGANA || SCRIPTS[i].script == USCRIPT_KATAKANA;
    const uint32_t weight = evidence->by_script[i] * (kana ? 4 : 1);

    if (weight > most) {
      most = weight;
      best = i;
    }
  }
  return best;
}

void
topos_language_tell (const char *text, size_t length, char language[4])
{
  Evidence evidence = { 0 };
  uint32_t most = 0;
  size_t script;

  *language = '\0';
  gather (&evidence, text, (int) MIN (length, MOST_BYTES));
  if (evidence.letters == 0)
    return;
  script = main_script (&evidence);
  g_strlcpy (language, SCRIPTS[script].language, 4);
  for (size_t i = 0; i < G_N_ELEMENTS (SMALL_WORDS); i++) {
    const uint32_t weight = evidence.words[i] * 2 + evidence.marks[i];

    if (SMALL_WORDS[i].script == SCRIPTS[script].script && weight > most
        && weight >= LEAST_WEIGHT) {
      most = weight;
      g_strlcpy (language, SMALL_WORDS[i].language, 4);
    }
  }
}
