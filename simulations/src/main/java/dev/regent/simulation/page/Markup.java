package dev.regent.simulation.page;

/**
 * Text that becomes part of a page. Everything that is not this package's own goes through here: a
 * scenario's title or a node's name never becomes markup.
 */
final class Markup {
  private Markup() {}

  /** As the content of an element or of a quoted attribute. */
  static String text(String plain) {
    StringBuilder escaped = new StringBuilder(plain.length());
    plain
        .codePoints()
        .forEach(point -> {
          switch (point) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            case '\'' -> escaped.append("&#39;");
            case '\n', '\t' -> escaped.appendCodePoint(point);
            default -> escaped.append(shown(point));
          }
        });
    return escaped.toString();
  }

  /** Control characters and halves of pairs are not allowed in a page at all. */
  private static String shown(int point) {
    boolean isAllowed =
        !Character.isISOControl(point)
            && Character.getType(point) != Character.SURROGATE
            && point != 0xFFFE
            && point != 0xFFFF;
    return isAllowed ? Character.toString(point) : "\uFFFD";
  }
}
