#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { NULL_VALUE, BOOLEAN, NUMBER, STRING, ARRAY, OBJECT };
struct json {
  enum kind kind;
  union {
    bool boolean;
    double number;
    struct { char *text; size_t length; } string;
    struct { struct json **items; size_t count; } array;
    struct { struct member **members; size_t count; } object;
  };
};
struct member { char *name; size_t length; struct json *value; };
struct parser { const char *text; size_t length, position; };

static void fail(const char *what, size_t position) {
  fprintf(stderr, "%s at %zu\n", what, position);
  exit(1);
}
static void space(struct parser *p) {
  while (p->position < p->length && (unsigned char)p->text[p->position] <= 32) p->position++;
}
static bool take(struct parser *p, char character) {
  space(p);
  if (p->text[p->position] != character) return false;
  p->position++;
  return true;
}
static void expect(struct parser *p, char character) {
  if (!take(p, character)) fail("unexpected character", p->position);
}
static void word(struct parser *p, const char *word) {
  size_t length = strlen(word);
  if (strncmp(p->text + p->position, word, length) != 0) fail("unexpected word", p->position);
  p->position += length;
}
static char *string(struct parser *p, size_t *length) {
  size_t start = ++p->position;
  while (p->text[p->position] != '"') p->position++;
  *length = p->position - start;
  char *text = malloc(*length + 1);
  memcpy(text, p->text + start, *length);
  text[*length] = 0;
  p->position++;
  return text;
}
static double number(struct parser *p) {
  double value = 0;
  size_t start = p->position;
  while (p->position < p->length) {
    int digit = p->text[p->position] - '0';
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
    p->position++;
  }
  if (p->position == start) fail("unexpected character", start);
  return value;
}
static struct json *make(enum kind kind) {
  struct json *json = malloc(sizeof *json);
  json->kind = kind;
  return json;
}
static struct json *value(struct parser *p);
static struct json *array(struct parser *p) {
  struct json *json = make(ARRAY);
  size_t count = 0, capacity = 0;
  struct json **items = NULL;
  expect(p, '[');
  if (!take(p, ']')) {
    do {
      if (count == capacity) items = realloc(items, (capacity = capacity ? capacity * 2 : 4) * sizeof *items);
      items[count++] = value(p);
    } while (take(p, ','));
    expect(p, ']');
  }
  json->array.items = items;
  json->array.count = count;
  return json;
}
static struct json *object(struct parser *p) {
  struct json *json = make(OBJECT);
  size_t count = 0, capacity = 0;
  struct member **members = NULL;
  expect(p, '{');
  if (!take(p, '}')) {
    do {
      space(p);
      struct member *member = malloc(sizeof *member);
      member->name = string(p, &member->length);
      expect(p, ':');
      member->value = value(p);
      if (count == capacity) members = realloc(members, (capacity = capacity ? capacity * 2 : 4) * sizeof *members);
      members[count++] = member;
    } while (take(p, ','));
    expect(p, '}');
  }
  json->object.members = members;
  json->object.count = count;
  return json;
}
static struct json *value(struct parser *p) {
  struct json *json;
  space(p);
  switch (p->text[p->position]) {
    case 'n': word(p, "null"); return make(NULL_VALUE);
    case 't': word(p, "true"); json = make(BOOLEAN); json->boolean = true; return json;
    case 'f': word(p, "false"); json = make(BOOLEAN); json->boolean = false; return json;
    case '"': json = make(STRING); json->string.text = string(p, &json->string.length); return json;
    case '[': return array(p);
    case '{': return object(p);
    default: json = make(NUMBER); json->number = number(p); return json;
  }
}
static double weigh(const struct json *json) {
  double sum = 0;
  switch (json->kind) {
    case NULL_VALUE: return 1;
    case BOOLEAN: return json->boolean ? 2 : 3;
    case NUMBER: return json->number;
    case STRING: return json->string.length;
    case ARRAY:
      for (size_t i = 0; i < json->array.count; i++) sum += weigh(json->array.items[i]);
      return sum;
    default:
      for (size_t i = 0; i < json->object.count; i++) sum += json->object.members[i]->length + weigh(json->object.members[i]->value);
      return sum;
  }
}
static void release(struct json *json) {
  if (json->kind == STRING) free(json->string.text);
  if (json->kind == ARRAY) {
    for (size_t i = 0; i < json->array.count; i++) release(json->array.items[i]);
    free(json->array.items);
  }
  if (json->kind == OBJECT) {
    for (size_t i = 0; i < json->object.count; i++) {
      release(json->object.members[i]->value);
      free(json->object.members[i]->name);
      free(json->object.members[i]);
    }
    free(json->object.members);
  }
  free(json);
}

int main(void) {
  char *text = malloc(1 << 20);
  size_t length = 0;
  text[length++] = '[';
  for (int i = 0; i < 2000; i++)
    length += sprintf(text + length, "%s{\"id\": %d, \"name\": \"record %d\", \"tags\": [\"a\", \"bc\", \"def\"], \"on\": %s, \"next\": null, \"at\": [%d, %d]}",
                      i ? ",\n" : "", i, i, i % 2 == 0 ? "true" : "false", i, i * 2);
  text[length++] = ']';
  text[length] = 0;
  double total = 0;
  for (int round = 0; round < 60; round++) {
    struct parser parser = {text, length, 0};
    struct json *json = value(&parser);
    total += weigh(json);
    release(json);
  }
  printf("%.17g\n", total);
  return 0;
}
