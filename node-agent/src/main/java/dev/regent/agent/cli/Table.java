package dev.regent.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Text in columns that are as wide as they must be. */
final class Table {
  private final List<List<Cell>> rows = new ArrayList<>();

  private Table() {}

  static Table withoutHeader() {
    return new Table();
  }

  static Table withHeader(String... titles) {
    Table table = new Table();
    table.rows.add(Stream.of(titles).map(title -> new Cell(title, Ink.DIM)).toList());
    return table;
  }

  /** A text and how it looks on a terminal. */
  record Cell(String text, Ink ink) {
    static Cell plain(String text) {
      return new Cell(text, Ink.PLAIN);
    }
  }

  void row(String... cells) {
    rows.add(Stream.of(cells).map(Cell::plain).toList());
  }

  void row(List<Cell> cells) {
    rows.add(List.copyOf(cells));
  }

  /** All lines, each ended. */
  String text(boolean colour) {
    StringBuilder text = new StringBuilder();
    for (List<Cell> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        Cell cell = row.get(i);
        line.append(cell.ink().paint(cell.text(), colour));
        boolean last = i == row.size() - 1;
        line.append(" ".repeat(last ? 0 : width(i) - cell.text().length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> column < row.size() - 1)
        .mapToInt(row -> row.get(column).text().length())
        .max()
        .orElse(0);
  }
}
