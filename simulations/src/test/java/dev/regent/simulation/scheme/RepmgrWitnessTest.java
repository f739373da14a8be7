package dev.regent.simulation.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code {standby} | {primary, witness}}: who may promote itself. */
class RepmgrWitnessTest {
  private static final String ALONE =
      """
      title = "the standby is alone"
      source = "repmgr's manual: a witness server gives a split network a majority"
      steps = [ 5s isolate standby ]
      length = 90s
      expect = [ never two primaries ]
      scheme { model = keepalived-repmgr, repmgr.witness = %s, expect = [ %s ] }
      """;

  @Test
  void aStandbyAloneIsPromotedWithoutAWitness() {
    assertThat(notShown("false", "two primaries for 20s")).isEmpty();
  }

  @Test
  void aWitnessOnTheOtherSideKeepsItAStandby() {
    assertThat(notShown("true", "never two primaries")).isEmpty();
  }

  @Test
  void withTheWitnessOnItsSideItIsPromotedWhateverThePrimaryDoes() {
    String split = ALONE.formatted("true", "two primaries for 20s");
    assertThat(Documents.notShown(Documents.read("split", split.replace("standby ]", "primary ]"))))
        .isEmpty();
  }

  @Test
  void aWitnessThatSeesThePrimaryMayHoldThePromotionBack() {
    String split =
        ALONE
            .formatted("true, repmgr.primary-visibility-consensus = true", "never two primaries")
            .replace("isolate standby", "cut primary <-> standby");
    assertThat(Documents.notShown(Documents.read("split", split))).isEmpty();
  }

  private static List<String> notShown(String witness, String expected) {
    return Documents.notShown(Documents.read("split", ALONE.formatted(witness, expected)));
  }
}
