package dev.regent.simulation.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.regent.simulation.play.Play;
import dev.regent.simulation.scenario.BadScenario;
import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.ScenarioReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * recorded -> scenario -> the same transitions in the same order. Who leads while a primary falls
 * silent is a race that a replay may win another way; it changes no role. So is whether a standby
 * that is killed is back before anybody missed it: one of ten is.
 */
class IncidentTest {
  private static Scenario scenario(String steps) throws BadScenario {
    return ScenarioReader.read(
        "made.conf",
        "title = t\nsource = s\nlength = 60s\nsteps = [\n%s\n]\n"
            .formatted(steps.replace(';', '\n')));
  }

  private static Incident incident(String steps)
      throws BadScenario, BadDump, JsonProcessingException {
    return Incident.read("made.json", Histories.of(scenario(steps)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5s power off primary; 30s power on a",
        "5s isolate primary; 30s heal",
        "5s switchover to b",
        "5s switchover to b; 25s switchover to a",
        "5s switchover to b; 25s power off b; 45s power on b",
        "5s kill postmaster primary",
        "5s hang postgres primary",
        "5s power off primary; 5.2s power on primary",
        "5s freeze daemon primary; 8.4s wake daemon primary",
        "5s kill postmaster standby",
        "5s power off standby; 25s power on standby",
        "5s failover to b",
        "5s pause; 25s resume",
        "5s lose journal standby; 6s power on standby",
        "5s power off standby; 15s kill postmaster primary; 30s power on standby",
      })
  void aRecordedIncidentReplaysInTheSameOrder(String steps) throws Exception {
    Incident incident = incident(steps);

    Play.Outcome outcome = Play.run(incident.scenario());
    Comparison comparison = incident.compare(outcome.recording());

    assertThat(outcome.passed()).as("%s", outcome.recording().broken()).isTrue();
    assertThat(incident.causes()).isNotEmpty();
    assertThat(comparison.rows())
        .as("%s", ComparisonText.of(comparison))
        .filteredOn(row -> !row.event().startsWith("leader-elected"))
        .isNotEmpty()
        .allMatch(Comparison.Row::isBoth);
  }

  @Test
  void aLostLeaderIsLostAgain() throws Exception {
    Incident incident = incident("5s kill daemon leader; 8s start daemon leader");

    Comparison comparison = incident.compare(Play.run(incident.scenario()).recording());

    assertThat(comparison.rows())
        .extracting(Comparison.Row::event)
        .containsExactly("leader-elected a", "leader-elected w");
    assertThat(comparison.same()).isEqualTo(2);
  }

  @Test
  void theWrittenScenarioIsThePlayedOne() throws Exception {
    Incident incident = incident("5s power off primary; 30s power on a");

    Scenario written = ScenarioReader.read("made.conf", incident.file());

    assertThat(written).isEqualTo(incident.scenario());
  }

  @Test
  void whoWasPrimaryIsPrimaryAgain() throws Exception {
    String whole = Histories.of(scenario("5s switchover to b; 25s power off b; 45s power on b"));

    String from = ",\\{\"revision\":\"[^\"]*\",\"event\":\"promoted\",\"node\":\"b\".*";
    String later = whole.replaceFirst(from, "]}");
    Incident incident = Incident.read("later.json", later);

    assertThat(incident.scenario().steps().getFirst().line()).isEqualTo("0ms     switchover to b");
    assertThat(incident.remarks()).anyMatch(line -> line.startsWith("b was primary"));
  }

  @Test
  void aLongQuietTimeIsShortened() throws Exception {
    String history = Histories.of(scenario("5s switchover to b; 55s switchover to a"));
    ObjectMapper json = new ObjectMapper();
    JsonNode root = json.readTree(history);
    for (JsonNode entry : root.path("entries")) {
      ((ObjectNode) entry).put("at", entry.path("at").asText().replace("T05:06:", "T01:06:"));
    }

    Incident incident = Incident.read("long.json", root.toString());

    assertThat(incident.remarks()).contains("quiet times that were shortened to 120s each: 1");
    assertThat(Play.run(incident.scenario()).passed()).isTrue();
  }

  @Test
  void whatHasNoCauseIsSaid() throws Exception {
    String history =
        Histories.of(scenario("5s power off primary; 40s power on primary"))
            .replace("\"reason\":\"silent\"", "\"reason\":\"promotion-failed\"");

    assertThat(Incident.read("x.json", history).untranslated())
        .singleElement()
        .asString()
        .contains("primary-revoked a: why the promotion failed is not recorded");
  }

  @Test
  void anOlderHistoryShowsItsCellByItsTransitions() throws Exception {
    String history = Histories.of(scenario("5s switchover to b"));
    String older = history.replaceFirst("\"cell\":\\{[^}]*\\},", "");

    Incident incident = Incident.read("older.json", older);

    assertThat(older).isNotEqualTo(history);
    assertThat(incident.remarks()).anyMatch(line -> line.contains("data nodes a, b, witnesses w"));
    assertThat(incident.scenario().steps())
        .isEqualTo(Incident.read("new.json", history).scenario().steps());
  }

  @Test
  void theDifferenceStandsBesideBothTimes() throws Exception {
    Incident incident = incident("5s switchover to b");

    String text = ComparisonText.of(incident.compare(Play.run(incident.scenario()).recording()));

    assertThat(text)
        .containsPattern("15\\.000 +15\\.0\\d\\d +\\+0\\.0\\d\\d s  switchover-started b")
        .contains("<- 15s     switchover to b")
        .contains("only recorded: 0; only replayed: 0");
    assertThat(List.of(text.split("\n"))).hasSizeGreaterThan(4);
  }
}
