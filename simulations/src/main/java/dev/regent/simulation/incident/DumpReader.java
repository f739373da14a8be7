package dev.regent.simulation.incident;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.event.GrantReason;
import dev.regent.protocol.event.RevokeReason;
import dev.regent.protocol.event.SyncReason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads what {@code regent history --json} printed. What it does not know is refused, not skipped:
 * an event of a newer version may be just the one that matters.
 */
final class DumpReader {
  private static final String WANTED = "what regent history --json --limit 1000 prints";
  private static final String NODE = "[a-z][a-z0-9_]{0,39}";
  private static final List<String> TAKEN =
      List.of("primary", "standby", "standby2", "witness", "leader", "nobody");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final String file;

  private DumpReader(String file) {
    this.file = file;
  }

  /**
   * The history in a file's text.
   *
   * @param file its name, for messages
   */
  static Dump read(String file, String text) throws BadDump {
    return new DumpReader(file).dump(text);
  }

  private Dump dump(String text) throws BadDump {
    if (text.isBlank()) {
      throw wrong("line 1", "the file is empty; expected " + WANTED);
    }
    JsonNode root = parse(text);
    if (!root.isObject() || !root.path("entries").isArray()) {
      throw wrong("line 1", "not a history; expected an object with entries: " + WANTED);
    }
    if (root.has("format") || root.has("version")) {
      throw wrong("format", "made by a newer version, which says so; replay it with that one");
    }
    List<Transition> transitions = new ArrayList<>();
    for (int i = root.path("entries").size() - 1; i >= 0; i--) {
      transitions.add(transition("entries[%d]".formatted(i), root.path("entries").get(i)));
    }
    if (transitions.isEmpty()) {
      throw wrong("entries", "there are none; expected at least one transition");
    }
    Optional<Dump.Cell> cell =
        root.hasNonNull("cell") ? Optional.of(cell(root.path("cell"))) : Optional.empty();
    return new Dump(text("name", root, "name"), cell, transitions);
  }

  private JsonNode parse(String text) throws BadDump {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException malformed) {
      JsonLocation at = malformed.getLocation();
      throw wrong(
          "line %d, column %d".formatted(at.getLineNr(), at.getColumnNr()),
          "not JSON: %s; expected %s".formatted(malformed.getOriginalMessage(), WANTED));
    }
  }

  private Transition transition(String place, JsonNode entry) throws BadDump {
    String event = text(place, entry, "event");
    Happening what =
        Happening.named(event)
            .orElseThrow(() -> unknown(place + ".event", event, Happening.texts()));
    Optional<String> reason = optional(entry, "reason");
    checkReason(place + ".reason", what, reason);
    Optional<String> node = optional(entry, "node");
    if (node.isPresent()) {
      checkNode(place + ".node", node.get());
    }
    return new Transition(
        text(place, entry, "revision"),
        what,
        node,
        reason,
        text(place, entry, "why"),
        text(place, entry, "details"),
        at(place, entry),
        text(place, entry, "phase"));
  }

  private void checkReason(String place, Happening what, Optional<String> reason) throws BadDump {
    List<String> known =
        switch (what) {
          case PRIMARY_REVOKED -> names(RevokeReason.values());
          case PRIMARY_GRANTED -> names(GrantReason.values());
          case SYNC_SET_CHANGED -> names(SyncReason.values());
          case GENESIS, LEADER_ELECTED, BOOTSTRAP_STARTED, RESTART_PLANNED, PROMOTED -> List.of();
          case PRIMARY_FENCED, SWITCHOVER_STARTED, SWITCHOVER_ABORTED, SYNC_PLANNED -> List.of();
          case VOTER_REPLACED, PAUSED, RESUME_REQUESTED, RESUMED -> List.of();
        };
    boolean isKnown = reason.map(known::contains).orElse(known.isEmpty());
    if (!isKnown) {
      throw unknown(place, reason.orElse("nothing"), known.isEmpty() ? List.of("null") : known);
    }
  }

  private Dump.Cell cell(JsonNode cell) throws BadDump {
    List<String> modes = names(ProtectionMode.values());
    String mode = text("cell", cell, "mode");
    if (!modes.contains(mode)) {
      throw unknown("cell.mode", mode, modes);
    }
    return new Dump.Cell(
        nodes("cell.dataNodes", cell.path("dataNodes")),
        nodes("cell.witnesses", cell.path("witnesses")),
        mode,
        (int) number("cell", cell, "confirmations"),
        number("cell", cell, "suspectTimeMs"));
  }

  private List<String> nodes(String place, JsonNode array) throws BadDump {
    if (!array.isArray()) {
      throw wrong(place, "expected a list of nodes");
    }
    List<String> nodes = new ArrayList<>();
    for (JsonNode each : array) {
      checkNode(place, each.asText());
      nodes.add(each.asText());
    }
    return nodes;
  }

  private void checkNode(String place, String name) throws BadDump {
    if (!name.matches(NODE)) {
      throw wrong(place, "expected a node's name, %s, got: %s".formatted(NODE, name));
    }
    if (TAKEN.contains(name)) {
      throw wrong(place, "a scenario cannot have a node called %s: it is a role".formatted(name));
    }
  }

  private Instant at(String place, JsonNode entry) throws BadDump {
    String text = text(place, entry, "at");
    try {
      return Instant.parse(text);
    } catch (DateTimeException noTime) {
      throw wrong(place + ".at", "expected a time, 2026-01-02T03:04:05.678Z, got: " + text);
    }
  }

  private long number(String place, JsonNode object, String field) throws BadDump {
    if (!object.path(field).canConvertToInt() || object.path(field).asInt() < 0) {
      throw wrong(place + "." + field, "expected a number");
    }
    return object.path(field).asLong();
  }

  private String text(String place, JsonNode object, String field) throws BadDump {
    if (!object.path(field).isTextual()) {
      throw wrong(
          place.equals(field) ? field : place + "." + field,
          "expected text; " + WANTED + " has it");
    }
    return object.path(field).asText();
  }

  private static Optional<String> optional(JsonNode object, String field) {
    return object.path(field).isTextual()
        ? Optional.of(object.path(field).asText())
        : Optional.empty();
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants)
        .flatMap(each -> Stream.of(each.name().toLowerCase(Locale.ROOT).replace('_', '-')))
        .toList();
  }

  private BadDump unknown(String place, String got, List<String> known) {
    return wrong(
        place,
        ("this version does not know %s; expected one of %s;"
                + " replay it with the version that wrote it")
            .formatted(got, String.join(", ", known)));
  }

  private BadDump wrong(String place, String what) {
    return new BadDump(file, place, what);
  }
}
