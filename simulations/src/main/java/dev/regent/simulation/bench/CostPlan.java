package dev.regent.simulation.bench;

import dev.regent.simulation.command.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a command line asks to be measured of costs.
 *
 * @param cell whether one cell is measured
 * @param peers whether Patroni and what belongs to it is measured too
 * @param rest how long is watched at rest
 * @param databases on one witness, in order; empty: not measured
 */
record CostPlan(int runs, boolean cell, boolean peers, Duration rest, List<Integer> databases) {
  static final Map<String, Boolean> OPTIONS =
      Map.of(
          "--runs", true,
          "--only", true,
          "--against", true,
          "--rest", true,
          "--databases", true,
          "--json", true,
          "--out", true,
          "--id", true);
  private static final int RUNS_MAX = 100;
  private static final int REST_SECONDS = 60;
  private static final int REST_SECONDS_MIN = 10;
  private static final int REST_SECONDS_MAX = 3600;
  private static final int DATABASES_MAX = 2000;

  CostPlan {
    databases = List.copyOf(databases);
  }

  /** Reads a command line; without options: once, everything. */
  static CostPlan of(Words words) throws Words.Wrong {
    long runs = words.between("--runs", 1, 1, RUNS_MAX);
    long rest = words.between("--rest", REST_SECONDS, REST_SECONDS_MIN, REST_SECONDS_MAX);
    String only = oneOf(words, "--only", "all", List.of("all", "cell", "fleet"));
    String against = oneOf(words, "--against", "patroni", List.of("patroni", "none"));
    return new CostPlan(
        (int) runs,
        !only.equals("fleet"),
        against.equals("patroni") && !only.equals("fleet"),
        Duration.ofSeconds(rest),
        only.equals("cell") ? List.of() : databases(words));
  }

  private static String oneOf(Words words, String option, String otherwise, List<String> known)
      throws Words.Wrong {
    String word = words.text(option).orElse(otherwise);
    if (!known.contains(word)) {
      throw new Words.Wrong("%s takes %s, got: %s".formatted(option, known, word));
    }
    return word;
  }

  private static List<Integer> databases(Words words) throws Words.Wrong {
    List<Integer> numbers = new ArrayList<>();
    for (String word : words.text("--databases").orElse("1,10,100,1000").split(",", -1)) {
      if (!word.matches("[0-9]{1,4}")
          || Integer.parseInt(word) < 1
          || Integer.parseInt(word) > DATABASES_MAX) {
        throw new Words.Wrong(
            "--databases takes numbers from 1 to %d, got: %s".formatted(DATABASES_MAX, word));
      }
      numbers.add(Integer.parseInt(word));
    }
    return numbers;
  }
}
