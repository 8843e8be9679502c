#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Text on the heap that knows its length, as strings of a language do. */
struct text { size_t length; char bytes[]; };

static struct text *make(const char *bytes, size_t length) {
  struct text *text = malloc(sizeof *text + length + 1);
  text->length = length;
  memcpy(text->bytes, bytes, length);
  text->bytes[length] = 0;
  return text;
}

static struct text *append(struct text *text, const char *bytes, size_t length) {
  text = realloc(text, sizeof *text + text->length + length + 1);
  memcpy(text->bytes + text->length, bytes, length);
  text->length += length;
  text->bytes[text->length] = 0;
  return text;
}

static struct text *title(struct text *word) {
  struct text *result = make(word->bytes, word->length);
  if (result->length > 0) result->bytes[0] = toupper((unsigned char)result->bytes[0]);
  return result;
}

static bool isPalindrome(struct text *text) {
  for (size_t i = 0, j = text->length - 1; i < j; i++, j--)
    if (text->bytes[i] != text->bytes[j]) return false;
  return true;
}

static struct text *replaceAll(struct text *text, char what, const char *with) {
  size_t hits = 0, width = strlen(with);
  for (size_t i = 0; i < text->length; i++) hits += text->bytes[i] == what;
  struct text *result = malloc(sizeof *result + text->length + hits * (width - 1) + 1);
  result->length = 0;
  for (size_t i = 0; i < text->length; i++) {
    if (text->bytes[i] == what) {
      memcpy(result->bytes + result->length, with, width);
      result->length += width;
    } else {
      result->bytes[result->length++] = text->bytes[i];
    }
  }
  result->bytes[result->length] = 0;
  return result;
}

static const char *words[] = {"osmium", "is", "the", "densest", "natural", "element", "and", "level", "refer", "metal"};
#define WORDS (sizeof words / sizeof *words)

int main(void) {
  long letters = 0, palindromes = 0, found = 0;
  for (int round = 0; round < 60000; round++) {
    struct text *line = make("", 0);
    for (size_t i = 0; i < WORDS; i++) {
      if (i > 0) line = append(line, " ", 1);
      const char *word = words[(i + round) % WORDS];
      line = append(line, word, strlen(word));
    }
    struct text *parts[64];
    size_t count = 0, start = 0;
    for (size_t i = 0; i <= line->length; i++) {
      if (i < line->length && line->bytes[i] != ' ') continue;
      parts[count++] = make(line->bytes + start, i - start);
      start = i + 1;
    }
    for (size_t i = 0; i < count; i++) {
      if (isPalindrome(parts[i])) palindromes++;
      struct text *titled = title(parts[i]);
      letters += titled->length;
      free(titled);
      free(parts[i]);
    }
    if (strstr(line->bytes, "metal osmium")) found++;
    struct text *replaced = replaceAll(line, 'e', "ee");
    char number[16];
    int digits = snprintf(number, sizeof number, "%d:", round);
    struct text *numbered = append(make(number, digits), line->bytes, line->length);
    letters += replaced->length + numbered->length;
    free(replaced);
    free(numbered);
    free(line);
  }
  printf("%ld %ld %ld\n", letters, palindromes, found);
  return 0;
}
