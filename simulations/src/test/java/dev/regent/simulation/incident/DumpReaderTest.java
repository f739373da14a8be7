package dev.regent.simulation.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.protocol.event.LedgerEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DumpReaderTest {
  private static final String GOOD =
      """
      {"name": "orders", "answeredBy": "a", "quorum": true, "quorumReason": "", "missing": false,
       "cell": {"dataNodes": ["a", "b"], "witnesses": ["w"], "mode": "availability",
                "confirmations": 1, "suspectTimeMs": 3400},
       "entries": [{"revision": "3.18", "event": "primary-revoked", "node": "a",
         "reason": "silent", "why": "silence", "details": "token 2.9 is not renewed any more",
         "at": "2026-01-02T03:04:05.678Z", "phase": "revoked"}]}
      """;

  private static String refusal(String text) {
    try {
      DumpReader.read("history.json", text);
      return "";
    } catch (BadDump refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  @Test
  void readsWhatTheApiSays() throws BadDump {
    Dump dump = DumpReader.read("history.json", GOOD);

    assertThat(dump.database()).isEqualTo("orders");
    assertThat(dump.cell().orElseThrow().dataNodes()).containsExactly("a", "b");
    assertThat(dump.transitions()).singleElement().extracting(Transition::who).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "silent\" | bored\" | entries[0].reason: this version does not know bored; expected one of",
        "primary-revoked | primary-praised | entries[0].event: this version does not know primary-",
        "\"node\": \"a\" | \"node\": \"A!\" | entries[0].node: expected a node's name",
        "\"node\": \"a\" | \"node\": \"leader\" | entries[0].node: a scenario cannot have a node",
        "2026-01-02T | last Tuesday | entries[0].at: expected a time",
        "\"at\": | \"when\": | entries[0].at: expected text",
        "\"name\": | \"names\": | name: expected text",
        "\"missing\" | \"version\": 9, \"missing\" | format: made by a newer version",
        "availability | consistency | cell.mode: this version does not know consistency",
        "3400 | \"soon\" | cell.suspectTimeMs: expected a number",
        "[\"a\", \"b\"] | \"a\" | cell.dataNodes: expected a list of nodes",
        "\"entries\" | \"rows\" | line 1: not a history; expected an object with entries",
      })
  void whatItDoesNotKnowIsRefusedWithItsPlace(String good, String bad, String refusal) {
    assertThat(GOOD).contains(good.strip());

    assertThat(refusal(GOOD.replace(good.strip(), bad.strip())))
        .startsWith("history.json: " + refusal.strip());
  }

  @Test
  void whatIsNoHistoryIsRefused() {
    assertThat(refusal("")).contains("line 1: the file is empty; expected");
    assertThat(refusal("[1, 2]")).contains("not a history");
    assertThat(refusal("AT (UTC)  REVISION")).contains("line 1, column ").contains("not JSON");
    assertThat(refusal("{\"name\": \"x\",\n \"entries\": [}")).contains("line 2, column ");
    assertThat(refusal("{\"name\": \"x\", \"entries\": []}")).contains("entries: there are none");
    assertThat(refusal(GOOD + "{}")).contains("not JSON");
  }

  @Test
  void aCellThatNoScenarioCanHaveIsRefused() {
    assertThatThrownBy(() -> Incident.read("h.json", GOOD.replace("[\"w\"]", "[]")))
        .isInstanceOf(BadDump.class)
        .hasMessage(
            "h.json: cell: 2 data nodes and 0 witnesses; expected 3 or 5 nodes together,"
                + " as the simulator has");
  }

  @Test
  void everyEventOfTheLedgerIsKnown() {
    List<String> events =
        Arrays.stream(LedgerEvent.class.getPermittedSubclasses())
            .map(type -> type.getSimpleName().replaceAll("(?<!^)([A-Z])", "-$1"))
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList();

    assertThat(Happening.texts()).containsExactlyInAnyOrderElementsOf(events);
  }
}
