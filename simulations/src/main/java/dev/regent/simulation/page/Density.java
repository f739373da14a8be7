package dev.regent.simulation.page;

import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.world.base.Nanos;

/** How many writes were acknowledged, upwards, and how many were not, downwards, over time. */
final class Density {
  private static final int MOST_BARS = 180;
  private static final long[] WIDTHS = {100, 200, 250, 500, 1_000, 2_000, 5_000, 10_000, 60_000};
  private static final int MIDDLE = 60;

  private final Scale scale;
  private final long width;
  private final int[] acknowledged;
  private final int[] unanswered;
  private final int most;

  Density(Recording recording, Scale scale) {
    this.scale = scale;
    this.width = width(scale.end());
    int bars = (int) (recording.end() / width) + 1;
    this.acknowledged = new int[bars];
    this.unanswered = new int[bars];
    recording.acknowledged().forEach(ack -> acknowledged[bar(ack.at())]++);
    recording.unanswered().forEach(at -> unanswered[bar(at)]++);
    this.most = most();
  }

  static String of(Recording recording, Scale scale) {
    return new Density(recording, scale).drawing();
  }

  private static long width(long end) {
    for (long millis : WIDTHS) {
      if (end / (millis * Nanos.MILLI) <= MOST_BARS) {
        return millis * Nanos.MILLI;
      }
    }
    return end / MOST_BARS;
  }

  private int bar(long at) {
    return Math.clamp(at / width, 0, acknowledged.length - 1);
  }

  private int most() {
    int most = 1;
    for (int i = 0; i < acknowledged.length; i++) {
      most = Math.max(most, Math.max(acknowledged[i], unanswered[i]));
    }
    return most;
  }

  /** Nanoseconds that a bar stands for. */
  long barWidth() {
    return width;
  }

  int[] acknowledged() {
    return acknowledged.clone();
  }

  int[] unanswered() {
    return unanswered.clone();
  }

  private String drawing() {
    return Drawing.stretched(
        "density",
        "<path class=\"acks\" d=\"%s\"/><path class=\"errors\" d=\"%s\"/>"
            .formatted(
                path(acknowledged, -(double) MIDDLE),
                path(unanswered, (double) Drawing.HEIGHT - MIDDLE)));
  }

  /** Bars from the middle line, joined into one area. */
  private String path(int[] counts, double reach) {
    StringBuilder path = new StringBuilder("M0 " + MIDDLE);
    int before = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != before) {
        path.append("H").append(x(i)).append("V").append(y(counts[i], reach));
      }
      before = counts[i];
    }
    return path.append("H").append(x(counts.length)).append("V" + MIDDLE + "Z").toString();
  }

  private String x(int bar) {
    return Scale.number(scale.percent(bar * width) * Drawing.WIDTH / 100);
  }

  private String y(int count, double reach) {
    return Scale.number(MIDDLE + reach * count / most);
  }
}
