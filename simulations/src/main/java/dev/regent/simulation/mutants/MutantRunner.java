package dev.regent.simulation.mutants;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * Plants mutants, several at once, and looks for each as it says.
 *
 * <p>Deterministic but for the seconds: the same sources give the same verdicts.
 */
public final class MutantRunner {
  private final Path root;
  private final MemoryCompiler compiler;
  private final Specimen healthy = Specimen.healthy();
  private final ConcurrentMap<String, String> healthyScenes = new ConcurrentHashMap<>();

  /**
   * Over one checkout.
   *
   * @param root the root of the repository, whose sources are mutated in memory
   */
  public MutantRunner(Path root) {
    this.root = root;
    this.compiler = new MemoryCompiler(System.getProperty("java.class.path"));
  }

  /** Judges them all, telling each verdict as it falls, one at a time. */
  public List<Verdict> run(List<Mutant> mutants, Consumer<Verdict> each) {
    return mutants.parallelStream().map(mutant -> told(judge(mutant), each)).toList();
  }

  private synchronized Verdict told(Verdict verdict, Consumer<Verdict> each) {
    each.accept(verdict);
    return verdict;
  }

  /** Judges one. */
  public Verdict judge(Mutant mutant) {
    long began = System.nanoTime();
    Tried tried =
        switch (Plant.in(mutant, root)) {
          case Plant.Planted.Misfit misfit -> Tried.unfit(misfit.why());
          case Plant.Planted.Source source -> compile(mutant, source.text());
        };
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    return new Verdict(mutant, tried.outcome(), tried.seeds(), took);
  }

  /** An outcome, and how many seeds it took. */
  private record Tried(Verdict.Outcome outcome, int seeds) {
    static Tried unfit(String why) {
      return new Tried(new Verdict.Outcome.Unfit(why), 0);
    }
  }

  private Tried compile(Mutant mutant, String source) {
    return switch (compiler.compile(mutant.className(), source)) {
      case MemoryCompiler.Outcome.Errors errors ->
          Tried.unfit("does not compile: " + errors.text());
      case MemoryCompiler.Outcome.Classes classes ->
          search(mutant.finder(), Specimen.of(classes.byName()));
    };
  }

  private Tried search(Finder finder, Specimen mutated) {
    return switch (finder) {
      case Finder.Seeds seeds -> fuzz(seeds, mutated);
      case Finder.Scene scene -> play(scene, mutated);
    };
  }

  private static Tried fuzz(Finder.Seeds seeds, Specimen mutated) {
    for (int run = 1; run <= seeds.count(); run++) {
      long seed = seeds.first() + run - 1;
      String failure = mutated.seed(seed, seeds);
      if (!failure.isEmpty()) {
        return new Tried(new Verdict.Outcome.Found("seed " + seed + ", " + seeds, failure), run);
      }
    }
    return new Tried(new Verdict.Outcome.Survived(), seeds.count());
  }

  /** A scene that fails without the mutant too proves nothing. */
  private Tried play(Finder.Scene scene, Specimen mutated) {
    String sane = healthyScenes.computeIfAbsent(scene.name(), name -> healthy.scene(scene));
    if (!sane.isEmpty()) {
      return Tried.unfit(scene + " fails without the mutant: " + sane);
    }
    String failure = mutated.scene(scene);
    return failure.isEmpty()
        ? new Tried(new Verdict.Outcome.Survived(), 0)
        : new Tried(new Verdict.Outcome.Found(scene.toString(), failure), 0);
  }
}
