package dev.regent.simulation.bench;

import dev.regent.simulation.bench.contender.Entry;
import dev.regent.simulation.bench.contender.Level;
import dev.regent.simulation.bench.contender.Product;
import dev.regent.simulation.bench.contender.Replicated;
import dev.regent.simulation.bench.run.Troubles;
import dev.regent.simulation.command.Words;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a command line asks to be measured.
 *
 * @param faults in the order in which they strike
 */
record BenchPlan(int runs, List<Entry> entries, List<String> faults) {
  static final Map<String, Boolean> OPTIONS =
      Map.of(
          "--runs", true,
          "--against", true,
          "--systems", true,
          "--only", true,
          "--settings", true,
          "--mode", true,
          "--json", true,
          "--out", true,
          "--id", true,
          "--continue", false);
  private static final int RUNS = 5;
  private static final int RUNS_MAX = 100;

  BenchPlan {
    entries = List.copyOf(entries);
    faults = List.copyOf(faults);
  }

  /** Reads a command line; without options: all faults, against both, defaults, synchronous. */
  static BenchPlan of(Words words) throws Words.Wrong {
    long runs = words.between("--runs", RUNS, 1, RUNS_MAX);
    List<String> wanted = list(words, "--only", "", new Known<>(Troubles.names(), name -> name));
    List<String> faults =
        Troubles.names().stream()
            .filter(name -> wanted.isEmpty() || wanted.contains(name))
            .toList();
    return new BenchPlan((int) runs, entries(words), faults);
  }

  private static List<Entry> entries(Words words) throws Words.Wrong {
    List<Product> peers =
        Stream.of(Product.values()).filter(product -> product != Product.REGENT).toList();
    List<Product> against =
        list(words, "--against", "patroni,pg_auto_failover", new Known<>(peers, Product::id));
    List<Level> levels =
        list(words, "--settings", "default", new Known<>(List.of(Level.values()), Level::id));
    List<Replicated> modes =
        list(words, "--mode", "sync", new Known<>(List.of(Replicated.values()), Replicated::id));
    Set<Product> products = new LinkedHashSet<>();
    products.add(Product.REGENT);
    products.addAll(against);
    products.retainAll(chosen(words, List.copyOf(products)));
    List<Entry> entries = new ArrayList<>();
    for (Level level : levels) {
      for (Replicated mode : modes) {
        products.forEach(product -> entries.add(new Entry(product, level, mode)));
      }
    }
    return entries;
  }

  /** The others are left for another call, whose results are joined with these. */
  private static List<Product> chosen(Words words, List<Product> takingPart) throws Words.Wrong {
    List<Product> chosen = list(words, "--systems", "", new Known<>(takingPart, Product::id));
    return chosen.isEmpty() ? takingPart : chosen;
  }

  /** What an option may name. */
  private record Known<T>(List<T> all, Function<T, String> name) {
    private Known {
      all = List.copyOf(all);
    }

    private Optional<T> named(String word) {
      return all.stream().filter(it -> name.apply(it).equals(word)).findFirst();
    }

    private List<String> names() {
      return all.stream().map(name).toList();
    }
  }

  /** The things that an option names, separated by commas; "none" and no text are an empty list. */
  private static <T> List<T> list(Words words, String option, String otherwise, Known<T> known)
      throws Words.Wrong {
    String text = words.text(option).orElse(otherwise);
    List<T> found = new ArrayList<>();
    for (String word :
        text.isEmpty() || text.equals("none") ? new String[0] : text.split(",", -1)) {
      found.add(
          known
              .named(word)
              .orElseThrow(() ->
                  new Words.Wrong("%s takes %s, got: %s".formatted(option, known.names(), word))));
    }
    return List.copyOf(found);
  }

  /** The products that take part. */
  List<Product> products() {
    return entries.stream().map(Entry::product).distinct().toList();
  }
}
