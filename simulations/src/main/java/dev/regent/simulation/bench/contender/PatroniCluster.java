package dev.regent.simulation.bench.contender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.regent.protocol.NodeId;
import dev.regent.simulation.demo.CannotStart;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.ClientDatabase;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Login;
import dev.regent.simulation.drill.Server;
import dev.regent.simulation.lab.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Patroni on both data nodes, and an etcd on each of the three hosts. */
final class PatroniCluster implements Contender {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Stage stage;
  private final Hosts hosts;
  private final PatroniFiles.Timers timers;
  private final Replicated mode;
  private final String password = UUID.randomUUID().toString();

  PatroniCluster(Stage stage, Level level, Replicated mode) {
    this.stage = stage;
    this.hosts = new Hosts(stage);
    this.timers = PatroniFiles.Timers.of(level);
    this.mode = mode;
  }

  @Override
  public void start() {
    try {
      hosts.make();
      for (NodeId node : stage.dataNodes()) {
        hosts.write(configuration(node), PatroniFiles.patroni(node(node), timers, mode, password));
      }
    } catch (IOException failed) {
      throw new CannotStart("a file of Patroni's: " + failed.getMessage(), failed);
    }
    members().keySet().forEach(name -> startEtcd(new NodeId(name)));
    // The first one that comes becomes the primary.
    startPatroni(stage.dataNodes().getFirst());
    awaitReady("a primary", () -> leader().isPresent());
    stage.dataNodes().stream().skip(1).forEach(this::startPatroni);
    awaitReady("a standby", () -> missing().isEmpty());
    try {
      Server primary = hosts.server(leader().orElseThrow());
      ClientDatabase.make(primary, new Login("postgres", password, "postgres"), client());
    } catch (SQLException failed) {
      throw new CannotStart("cannot make the client's database: " + failed.getMessage(), failed);
    }
  }

  private void awaitReady(String what, BooleanSupplier isThere) {
    if (!Await.holds(READY_LIMIT, isThere)) {
      throw new CannotStart(
          "Patroni has not got %s within %d s: %s; logs: %s"
              .formatted(
                  what,
                  READY_LIMIT.toSeconds(),
                  missing().orElse(""),
                  hosts.log(stage.dataNodes().getFirst(), "patroni")));
    }
  }

  private SortedMap<String, String> members() {
    SortedMap<String, String> members = new TreeMap<>();
    List<NodeId> all = new ArrayList<>(stage.dataNodes());
    all.add(stage.witness());
    all.forEach(node -> members.put(node.name(), stage.address(node)));
    return members;
  }

  private PatroniFiles.Node node(NodeId node) {
    return new PatroniFiles.Node(
        node,
        stage.address(node),
        List.copyOf(members().values()),
        stage.addresses(),
        hosts.home(node),
        stage.programs().directory());
  }

  private Path configuration(NodeId node) {
    return hosts.home(node).resolve("patroni.yml");
  }

  private void startEtcd(NodeId node) {
    hosts.start(node, "etcd", PatroniFiles.etcd(node, members(), hosts.home(node).resolve("etcd")));
  }

  private void startPatroni(NodeId node) {
    hosts.start(node, "patroni", List.of("/usr/bin/patroni", configuration(node).toString()));
  }

  @Override
  public List<Server> servers() {
    return hosts.servers();
  }

  @Override
  public Login client() {
    return Hosts.client(password);
  }

  @Override
  public Login superuser() {
    return Hosts.superuser(password);
  }

  @Override
  public List<Long> daemon(NodeId node) {
    return hosts.running(node, "patroni");
  }

  @Override
  public void switchover(NodeId from, NodeId to) {
    Map<String, String> request = Map.of("leader", from.name(), "candidate", to.name());
    try {
      Rest.Answer answer = Rest.post(url(from, "/switchover"), MAPPER.writeValueAsString(request));
      if (answer.status() != Rest.OK) {
        throw new DrillFailed("the switchover was answered %s".formatted(answer));
      }
    } catch (IOException failed) {
      throw new DrillFailed("the switchover was not answered: " + failed.getMessage(), failed);
    }
  }

  private String url(NodeId node, String path) {
    return "http://%s:%d%s".formatted(stage.address(node), PatroniFiles.REST, path);
  }

  /** By the word of any node that knows. */
  private List<JsonNode> cluster() {
    for (NodeId node : stage.dataNodes()) {
      try {
        List<JsonNode> members = new ArrayList<>();
        Rest.Answer answer = Rest.get(url(node, "/cluster"));
        MAPPER.readTree(answer.body()).path("members").forEach(members::add);
        if (!members.isEmpty()) {
          return members;
        }
      } catch (IOException notThere) {
        // The next one may know.
      }
    }
    return List.of();
  }

  private Optional<NodeId> leader() {
    return cluster().stream()
        .filter(member -> member.path("role").asText().equals("leader"))
        .filter(member -> member.path("state").asText().equals("running"))
        .map(member -> new NodeId(member.path("name").asText()))
        .findFirst();
  }

  @Override
  public Optional<String> missing() {
    List<JsonNode> members = cluster();
    String wanted = mode == Replicated.SYNC ? "sync_standby" : "replica";
    boolean leads = has(members, "leader");
    boolean follows = has(members, wanted);
    return leads && follows ? Optional.empty() : Optional.of("members " + members);
  }

  private static boolean has(List<JsonNode> members, String role) {
    return members.stream()
        .filter(member -> member.path("role").asText().equals(role))
        .anyMatch(member -> member.path("state").asText().matches("running|streaming"));
  }

  @Override
  public void hold(NodeId node) {
    // Nobody starts them again: Debian's units do not.
  }

  @Override
  public void release(NodeId node) {
    startEtcd(node);
    if (stage.dataNodes().contains(node)) {
      startPatroni(node);
    }
  }

  @Override
  public void close() {
    hosts.end();
  }
}
