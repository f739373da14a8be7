package dev.regent.simulation.page;

/** A drawing that is stretched over its whole track, so that it holds shapes and no letters. */
final class Drawing {
  /** Its own units, from left to right. */
  static final int WIDTH = 1_000;

  /** Its own units, from top to bottom. */
  static final int HEIGHT = 100;

  private Drawing() {}

  static String stretched(String kind, String shapes) {
    String frame = "viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\"".formatted(WIDTH, HEIGHT);
    return "<svg class=\"%s\" %s aria-hidden=\"true\">%s</svg>".formatted(kind, frame, shapes);
  }
}
