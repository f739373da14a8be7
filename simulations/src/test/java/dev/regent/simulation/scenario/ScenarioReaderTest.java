package dev.regent.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.config.settings.Profile;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScenarioReaderTest {
  private static final String GOOD =
      """
      title = "A title"
      source = "somewhere"
      cell { data-nodes = [a, b, c], witnesses = [], mode = protection, profile = fast, seed = 7,
             priorities = [0, 1000] }
      steps = [
        2.5s  heal
        0s    cut primary -> standby2
      ]
      expect = [
        standby is primary within 350ms
      ]
      scheme { model = keepalived, priority.a = 100, expect = [ two primaries for 1s ] }
      real { why = "a JVM starts slowly", expect = [ no outage ] }
      """;

  @Test
  void readsAWholeFile() throws BadScenario {
    Scenario scenario = ScenarioReader.read("some/where/D1-x.conf", GOOD);

    assertThat(scenario.id()).isEqualTo("D1-x");
    assertThat(scenario.settings().dataNodes()).hasSize(3).contains(new NodeId("c"));
    assertThat(scenario.settings().witnesses()).isEmpty();
    assertThat(scenario.settings().mode()).isEqualTo(ProtectionMode.PROTECTION);
    assertThat(scenario.settings().profile()).isEqualTo(Profile.FAST);
    assertThat(scenario.settings().seed()).isEqualTo(7);
    assertThat(scenario.settings().priorities()).containsExactly(0, 1000);
    assertThat(scenario.steps())
        .containsExactly(
            new Step(Duration.ZERO, Verb.CUT, List.of("primary", "standby2")),
            new Step(Duration.ofMillis(2_500), Verb.HEAL, List.of()));
    assertThat(scenario.length()).isEqualTo(Duration.ofMillis(17_500));
    assertThat(scenario.expected())
        .containsExactly(new Expectation(Claim.PRIMARY_WITHIN, List.of("standby", "350ms")));
    SchemeSettings scheme = scenario.scheme().orElseThrow();
    assertThat(scheme.model()).isEqualTo("keepalived");
    assertThat(scheme.settings()).containsEntry("priority.a", "100");
    assertThat(scheme.expected()).hasSize(1);
    assertThat(scenario.real().orElseThrow().why()).isEqualTo("a JVM starts slowly");
    assertThat(scenario.expectedOnHosts())
        .containsExactly(new Expectation(Claim.NO_OUTAGE, List.of()));
  }

  @Test
  void realHostsMayLoseWritesOnlyWhereThatIsExpected() throws BadScenario {
    for (String no : List.of("nothing lost", "outage at most 2s")) {
      assertThat(expecting(no).permitsLossOnHosts()).as(no).isFalse();
    }
    for (String yes : List.of("acknowledged writes lost", "acknowledged writes lost at most 9")) {
      assertThat(expecting(yes).permitsLossOnHosts()).as(yes).isTrue();
    }
  }

  private static Scenario expecting(String claim) throws BadScenario {
    return ScenarioReader.read(
        "x.conf",
        "title = t, source = s, steps = [\n\"0s kill daemon a\"\n], expect = [\n\"%s\"\n]"
            .formatted(claim));
  }

  @Test
  void everyProblemIsNamedWithFileLineAndWhatIsAllowed() {
    String bad =
        """
        titel = "A title"
        source = "somewhere"
        cell { mode = safest, data-nodes = [a, b, c], priorities = [1001] }
        steps = [
          soon  heal
          0s    cut primary -> nobody
        ]
        length = long
        expect = [
          standby is primary
        ]
        real { becaus = x }
        """;

    assertThatThrownBy(() -> ScenarioReader.read("bad.conf", bad))
        .isInstanceOf(BadScenario.class)
        .message()
        .contains("bad.conf:1: unknown key titel; allowed: title, source")
        .contains("bad.conf:1: title is missing")
        .contains("bad.conf:3: no such mode: safest; allowed: [")
        .contains("bad.conf:3: no priority: 1001; allowed: 0 to 1000")
        .contains("bad.conf:3: 4 voters; allowed: 3 or 5 nodes together")
        .contains("bad.conf:5: no time: soon heal")
        .contains(
            "bad.conf:6: not understood: 0s cut primary -> nobody; allowed: cut NODE -> NODE |")
        .contains("bad.conf:8: not a time: long")
        .contains(
            "bad.conf:10: not understood: standby is primary; allowed: NODE is primary within")
        .contains("bad.conf:12: unknown key becaus; allowed: why, expect")
        .contains("bad.conf:12: why is missing");
  }

  @Test
  void whatIsNoHoconIsSaidWithItsLine() {
    assertThatThrownBy(() -> ScenarioReader.read("bad.conf", "title = \"x\"\nsteps = [\n"))
        .isInstanceOf(BadScenario.class)
        .hasMessageContaining("bad.conf: 3");
  }

  @Test
  void aColdStartKnowsNoRoles() {
    String cold = GOOD.replace("steps =", "start = cold\nsteps =");

    assertThatThrownBy(() -> ScenarioReader.read("cold.conf", cold))
        .hasMessageContaining("cut primary -> standby2");
  }

  @Test
  void whatIsWrittenIsReadAsTheSame() throws BadScenario {
    Scenario scenario = ScenarioReader.read("x.conf", GOOD.replaceFirst("scheme .*\n.*", ""));

    assertThat(ScenarioReader.read("x.conf", ScenarioWriter.text(scenario))).isEqualTo(scenario);
  }

  @Test
  void everyVerbAndClaimIsReadInItsOwnForm() {
    List<String> nodes = List.of("node");
    for (Verb verb : Verb.values()) {
      List<String> said = said(verb.form());
      assertThat(
              List.of(Verb.values()).stream().filter(each -> each.match(said, nodes).isPresent()))
          .as(verb.form())
          .containsExactly(verb);
    }
    for (Claim claim : Claim.values()) {
      List<String> said = said(claim.form());
      assertThat(
              List.of(Claim.values()).stream().filter(each -> each.match(said, nodes).isPresent()))
          .as(claim.form())
          .containsExactly(claim);
    }
  }

  private static List<String> said(String form) {
    return List.of(
        form.replace("NODES", "node/node")
            .replace("NODE", "node")
            .replace("TIME", "4.5s")
            .replace("PERCENT", "40%")
            .replace("NUMBER", "3")
            .split(" "));
  }
}
