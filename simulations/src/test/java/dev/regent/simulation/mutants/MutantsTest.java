package dev.regent.simulation.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All mutants fit the sources, and a quick share of them is found; CI wants them all found, as
 * {@code regent simulate mutants} does.
 */
class MutantsTest {
  private static final Path ROOT = root();
  private static final MutantRunner RUNNER = new MutantRunner(ROOT);

  private static Path root() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("docs/rules.md"))) {
      at = Objects.requireNonNull(at.getParent(), "the tests run inside the repository");
    }
    return at;
  }

  @Test
  void everyMutantFitsItsSourceExactlyOnce() {
    assertThat(MutantList.all())
        .hasSizeGreaterThanOrEqualTo(60)
        .allSatisfy(
            mutant -> assertThat(Plant.in(mutant, ROOT)).isInstanceOf(Plant.Planted.Source.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stand-before-persist",
        "commit-without-a-majority",
        "a-lease-from-the-ack",
        "rho-is-zero",
        "promote-open",
        "accept-below-the-promise",
        "any-session-gets-it"
      })
  void isFound(String id) {
    Mutant mutant =
        MutantList.all().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();

    assertThat(RUNNER.judge(mutant).outcome()).isInstanceOf(Verdict.Outcome.Found.class);
  }

  @Test
  @EnabledIfSystemProperty(named = "regent.mutants", matches = "all")
  void allAreFound() {
    List<Verdict> verdicts =
        RUNNER.run(MutantList.all(), verdict -> System.out.println(verdict.line()));
    assertThat(verdicts).hasSameSizeAs(MutantList.all()).allMatch(Verdict::isFound);
  }

  @Test
  void whatHarmsNobodySurvives() {
    Mutant harmless = mutant("restsUntil())));", "restsUntil() /* as before */)));");

    assertThat(RUNNER.judge(harmless).outcome()).isEqualTo(new Verdict.Outcome.Survived());
  }

  @Test
  void whatDoesNotFitIsSaidWithItsFile() {
    Verdict verdict = RUNNER.judge(mutant("no such text", ""));

    assertThat(verdict.outcome())
        .isInstanceOfSatisfying(
            Verdict.Outcome.Unfit.class,
            unfit -> assertThat(unfit.why()).contains("Follower.java"));
  }

  @Test
  void whatDoesNotCompileIsSaid() {
    Verdict verdict = RUNNER.judge(mutant("restsUntil())));", "restsUntil())"));

    assertThat(verdict.outcome())
        .isInstanceOfSatisfying(
            Verdict.Outcome.Unfit.class, unfit -> assertThat(unfit.why()).contains("compile"));
  }

  @Test
  void aSurvivorFailsTheRunAndUnknownNamesAreRefused() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    assertThat(MutantsMain.run(List.of("--only", "no-such"), out)).isEqualTo(2);
    assertThat(
            MutantsMain.run(
                List.of("--only", "stand-before-persist", "--root", ROOT.toString()), out))
        .isZero();
    assertThat(MutantsMain.run(List.of("--only", "stand-before-persist", "--root", "/nil"), out))
        .isOne();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("1 mutants, 1 found, 0 survived")
        .contains("1 mutants, 0 found, 0 survived, 1 unfit");
  }

  private static Mutant mutant(String before, String after) {
    return new Mutant(
        "one",
        "none",
        "nothing",
        "controller/src/main/java/dev/regent/controller/voter/Follower.java",
        before,
        after,
        new Finder.Seeds(1, 1, 5, List.of()));
  }
}
