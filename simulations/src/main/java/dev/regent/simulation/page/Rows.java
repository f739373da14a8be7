package dev.regent.simulation.page;

import java.util.ArrayList;
import java.util.List;

/** Lays troubles out in as few rows as it takes for none to cover another one's words. */
final class Rows {
  /** A letter takes this part of the axis on a narrow screen, where the axis is wider than it. */
  private static final double LETTER = 0.9;

  private static final double GAP = 1.2;
  private static final double ALL = 100;

  private final List<List<Trouble>> rows = new ArrayList<>();
  private final List<Double> ends = new ArrayList<>();
  private final Scale scale;

  private Rows(Scale scale) {
    this.scale = scale;
  }

  static List<List<Trouble>> of(List<Trouble> troubles, Scale scale) {
    Rows rows = new Rows(scale);
    troubles.forEach(rows::add);
    return rows.rows;
  }

  /** Its words would not fit behind its beginning: they stand before it. */
  static boolean isLate(Trouble trouble, Scale scale) {
    return scale.percent(trouble.from()) + words(trouble) > ALL;
  }

  private static double words(Trouble trouble) {
    return trouble.text().length() * LETTER;
  }

  private void add(Trouble trouble) {
    double from = scale.percent(trouble.from());
    boolean isLate = isLate(trouble, scale);
    double begin = isLate ? from - words(trouble) : from;
    double end = Math.max(scale.percent(trouble.to()), isLate ? from : from + words(trouble));
    int row = 0;
    while (row < rows.size() && ends.get(row) > begin) {
      row++;
    }
    if (row == rows.size()) {
      rows.add(new ArrayList<>());
      ends.add(0.0);
    }
    rows.get(row).add(trouble);
    ends.set(row, end + GAP);
  }
}
