package dev.regent.simulation.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.regent.controller.http.view.HistoryView;
import dev.regent.controller.http.view.HistoryViews;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.journal.Entry;
import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.Step;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.script.Director;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the API of a cell would tell after a scenario. */
final class Histories implements Probe {
  private static final Instant BEGAN = Instant.parse("2026-03-04T05:06:07Z");

  private final Cluster cluster;
  private final SortedMap<Revision, Long> times = new TreeMap<>();

  private Histories(Cluster cluster) {
    this.cluster = cluster;
  }

  /** The whole history as JSON, from the founding of the formation on. */
  static String of(Scenario scenario) throws JsonProcessingException {
    Cluster cluster = Cluster.settled(scenario.settings());
    Histories histories = new Histories(cluster);
    long start = cluster.world().now();
    cluster.world().watch(histories);
    Director director = new Director(cluster.world(), cast(cluster, scenario));
    for (Step step : scenario.steps()) {
      cluster.runFor(Duration.ofNanos(start + Nanos.of(step.at()) - cluster.world().now()));
      director.perform(step);
    }
    cluster.runFor(scenario.length());
    return histories.json(scenario, start);
  }

  private static SortedMap<String, String> cast(Cluster cluster, Scenario scenario) {
    SortedMap<String, String> cast = new TreeMap<>();
    cast.put("primary", cluster.primary().name());
    cast.put("leader", cluster.leader().name());
    cast.put("standby", cluster.standbys().getFirst().name());
    cast.put("witness", scenario.settings().witnesses().getFirst().name());
    return cast;
  }

  @Override
  public void claimed(NodeId leader, Revision committed) {
    cluster.ledger().all().forEach(it -> times.putIfAbsent(it.revision(), cluster.world().now()));
  }

  private String json(Scenario scenario, long start) throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = json.createObjectNode();
    root.put("name", "orders").put("answeredBy", "a").put("quorum", true).put("missing", false);
    root.set(
        "cell",
        json.valueToTree(
            Map.of(
                "dataNodes",
                scenario.settings().dataNodes().stream().map(NodeId::name).toList(),
                "witnesses",
                scenario.settings().witnesses().stream().map(NodeId::name).toList(),
                "mode",
                scenario.settings().mode().name().toLowerCase(java.util.Locale.ROOT),
                "confirmations",
                scenario.settings().confirmations(),
                "suspectTimeMs",
                scenario.settings().profile().lease().suspectTime().toMillis())));
    List<Entry> newest = new ArrayList<>(cluster.ledger().all());
    newest.sort((one, other) -> other.revision().compareTo(one.revision()));
    for (Entry entry : newest) {
      long at = times.getOrDefault(entry.revision(), start);
      add(root.withArray("entries").addObject(), HistoryViews.entry(entry), at);
    }
    return root.toString();
  }

  private static void add(ObjectNode object, HistoryView.EntryView entry, long at) {
    object.put("revision", entry.revision()).put("event", entry.event());
    object.put("node", entry.node().orElse(null)).put("reason", entry.reason().orElse(null));
    object.put("why", entry.why()).put("details", entry.details());
    object.put("at", BEGAN.plusNanos(at).toString()).put("phase", entry.phase());
  }
}
