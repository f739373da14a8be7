package dev.regent.simulation.mutants;

import java.util.Iterator;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param only these mutants by id; all where none is named
 * @param root the root of the repository
 * @param why also print what is wrong with each mutant, and what failed
 */
public record MutantsOptions(List<String> only, String root, boolean why) {
  private static final MutantsOptions DEFAULT = new MutantsOptions(List.of(), ".", false);

  public MutantsOptions {
    only = List.copyOf(only);
  }

  /** Options, or what is wrong with the arguments. */
  public sealed interface Parsed {
    /** Understood. */
    record Right(MutantsOptions options) implements Parsed {}

    /** Not understood, and why. */
    record Wrong(String why) implements Parsed {}
  }

  static Parsed parse(List<String> arguments) {
    MutantsOptions options = DEFAULT;
    Iterator<String> each = arguments.iterator();
    while (each.hasNext()) {
      String name = each.next();
      if (name.equals("--why")) {
        options = new MutantsOptions(options.only, options.root, true);
      } else if (!each.hasNext()) {
        return new Parsed.Wrong(name + " needs a value; there are --only, --root and --why");
      } else if (name.equals("--only")) {
        List<String> only = List.of(each.next().split(",", -1));
        options = new MutantsOptions(only, options.root, options.why);
      } else if (name.equals("--root")) {
        options = new MutantsOptions(options.only, each.next(), options.why);
      } else {
        return new Parsed.Wrong("unknown argument " + name + "; --only, --root and --why exist");
      }
    }
    return known(options);
  }

  private static Parsed known(MutantsOptions options) {
    List<String> ids = MutantList.all().stream().map(Mutant::id).toList();
    return options.only.stream()
        .filter(id -> !ids.contains(id))
        .findFirst()
        .<Parsed>map(id -> new Parsed.Wrong("no mutant " + id + "; there are " + ids))
        .orElseGet(() -> new Parsed.Right(options));
  }

  boolean wants(String id) {
    return only.isEmpty() || only.contains(id);
  }
}
