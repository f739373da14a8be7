package dev.regent.agent.cli;

/** How text looks on a terminal that has colours. */
enum Ink {
  PLAIN(""),
  BOLD("1"),
  DIM("2"),
  GOOD("32"),
  WARN("33"),
  BAD("31");

  private final String code;

  Ink(String code) {
    this.code = code;
  }

  String paint(String text, boolean colour) {
    return colour && !code.isEmpty() && !text.isEmpty()
        ? "\u001b[%sm%s\u001b[0m".formatted(code, text)
        : text;
  }
}
