package dev.regent.simulation.mutants;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Plants every mutant and prints which rule's check found it: {@code MutantsMain [--only ID,...]
 * [--root DIR] [--why]}.
 *
 * <p>Exit 0 when all were found, 1 when one survived or fits the sources no more, 2 when the
 * arguments are wrong.
 */
public final class MutantsMain {
  private MutantsMain() {}

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out));
  }

  /** The same without the process's end. */
  public static int run(List<String> arguments, PrintStream out) {
    return switch (MutantsOptions.parse(arguments)) {
      case MutantsOptions.Parsed.Wrong wrong -> {
        out.println(wrong.why());
        yield 2;
      }
      case MutantsOptions.Parsed.Right right -> run(right.options(), out);
    };
  }

  private static int run(MutantsOptions options, PrintStream out) {
    List<Mutant> mutants =
        MutantList.all().stream().filter(mutant -> options.wants(mutant.id())).toList();
    List<Verdict> verdicts =
        new MutantRunner(Path.of(options.root()))
            .run(mutants, verdict -> print(verdict, options, out));
    long found = verdicts.stream().filter(Verdict::isFound).count();
    long unfit =
        verdicts.stream().filter(it -> it.outcome() instanceof Verdict.Outcome.Unfit).count();
    long survived = verdicts.size() - found - unfit;
    out.printf("%d mutants, %d found, %d survived", verdicts.size(), found, survived);
    out.println(unfit == 0 ? "" : ", " + unfit + " unfit");
    return found == verdicts.size() && !verdicts.isEmpty() ? 0 : 1;
  }

  private static void print(Verdict verdict, MutantsOptions options, PrintStream out) {
    out.println(verdict.line());
    if (options.why() && verdict.outcome() instanceof Verdict.Outcome.Found found) {
      out.println("    " + verdict.mutant().why() + ": " + found.failure());
    }
  }
}
