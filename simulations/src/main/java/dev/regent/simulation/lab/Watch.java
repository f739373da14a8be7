package dev.regent.simulation.lab;

import dev.regent.protocol.Endpoint;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.simulation.demo.DemoCell;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.Commit;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Networks;
import dev.regent.simulation.drill.Server;
import dev.regent.simulation.drill.Ticks;
import dev.regent.simulation.drill.Writer;
import dev.regent.simulation.scenario.Look;
import dev.regent.simulation.scenario.Recording.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/**
 * All probes of one run: on each data node a writer and one that looks; on the clients' hosts a
 * writer through the VIP, one with all hosts in its connection string, and a reader. None of them
 * asks Regent anything.
 */
final class Watch implements AutoCloseable {
  private static final Duration BEAT = Duration.ofMillis(20);

  /** The VIP has no node of its own; a commit through it says little about who made it. */
  private static final NodeId VIP = new NodeId("vip");

  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final int WRITERS_MAX = 10;

  private final List<Writer> local = new ArrayList<>();
  private final List<NodeProbe> looks = new ArrayList<>();
  private final List<Beat> beats = new ArrayList<>();
  private final Lanes lanes = new Lanes();
  private final Writer byVip;
  private final Writer byHosts;
  private final VipProbe vip;
  private final Reader reader;
  private final Standstill standstill = new Standstill();

  /**
   * Which run it is.
   *
   * @param number used once in a database's life
   * @param beat how often each data node's own writer writes
   */
  record Run(int number, Duration beat) {}

  private Watch(DemoCell cell, Topology topology, Hands hands, Run run) {
    int id = run.number() * WRITERS_MAX;
    Server virtual =
        new Server(VIP, new Endpoint(Topology.VIP, port(cell)), cell.scratch().resolve("nowhere"));
    ThreadFactory first = Networks.threads(topology.namespace(Topology.CLIENT_BY_VIP));
    ThreadFactory second = Networks.threads(topology.namespace(Topology.CLIENT_BY_HOSTS));
    this.byVip = Writer.start(new Writer.Plan(id, BEAT, List.of(virtual)), cell.client(), first);
    this.byHosts =
        Writer.start(new Writer.Plan(id + 1, BEAT, cell.servers()), cell.client(), second);
    for (Server server : cell.servers()) {
      ThreadFactory there = cell.threadsOn(server.node());
      var plan = new Writer.Plan(id + 2 + local.size(), run.beat(), List.of(server));
      local.add(Writer.start(plan, cell.client(), there));
      NodeProbe look = new NodeProbe(server, cell.client(), hands, lanes);
      looks.add(look);
      beats.add(Beat.start("look-" + server.node(), BEAT, there, look));
    }
    this.vip = new VipProbe(topology);
    beats.add(Beat.start("vip", BEAT, first, vip));
    this.reader = new Reader(cell.servers(), cell.client());
    beats.add(Beat.start("reader", BEAT, second, reader));
    beats.add(Beat.start("standstill", Standstill.BEAT, Thread::new, standstill));
    List<NodeId> witnesses = witnesses(cell);
    beats.add(Beat.start("witnesses", BEAT, Thread::new, () -> show(witnesses, hands)));
  }

  private static int port(DemoCell cell) {
    return cell.servers().getFirst().endpoint().port();
  }

  private static List<NodeId> witnesses(DemoCell cell) {
    return cell.nodes().stream()
        .filter(node -> cell.servers().stream().noneMatch(server -> server.node().equals(node)))
        .toList();
  }

  private void show(List<NodeId> witnesses, Hands hands) {
    for (NodeId node : witnesses) {
      Look.Part part =
          hands.isOff(node)
              ? Look.Part.OFF
              : hands.isFrozen(node) ? Look.Part.FROZEN : Look.Part.WITNESS;
      lanes.show(Ticks.now(), node.name(), new Look(part, false, false));
    }
  }

  /**
   * Starts them, and returns when all clients and the primary's own writer write.
   *
   * @throws DrillFailed when they do not come to write
   */
  static Watch start(DemoCell cell, Topology topology, Hands hands, Run run) {
    Watch watch = new Watch(cell, topology, hands, run);
    if (!Await.holds(START_LIMIT, watch::isSteady)) {
      watch.close();
      throw new DrillFailed(
          "before the faults the VIP took %d rows, the hosts %d, the nodes' own writers %d"
              .formatted(count(watch.byVip), count(watch.byHosts), watch.localCommits().size()));
    }
    return watch;
  }

  private boolean isSteady() {
    int enough = 25;
    return count(byVip) > enough && count(byHosts) > enough && localCommits().size() > enough;
  }

  private static int count(Writer writer) {
    return writer.commits().acknowledged().size();
  }

  /** Of the writers on the data nodes, in order of time: what the simulator's clients are. */
  List<Commit> localCommits() {
    return sorted(local.stream());
  }

  /** Of writers that know which node took their row. */
  List<Commit> placedCommits() {
    return sorted(Stream.concat(Stream.of(byHosts), local.stream()));
  }

  /** Of all writers. */
  List<Commit> allCommits() {
    return sorted(Stream.concat(Stream.of(byVip, byHosts), local.stream()));
  }

  List<Commit> vipCommits() {
    return byVip.commits().acknowledged();
  }

  List<Commit> hostsCommits() {
    return byHosts.commits().acknowledged();
  }

  List<Change> changes(MonotonicTime start) {
    return lanes.since(start);
  }

  /** The data nodes that had the VIP at the last look. */
  List<String> lastHolders() {
    return lanes.holders();
  }

  List<VipProbe.Holder> vipHolders() {
    return vip.holders();
  }

  Duration readOutage(MonotonicTime from, MonotonicTime to) {
    return reader.outage(from, to);
  }

  /** How long this process got no processor at most. */
  Duration standstill() {
    return standstill.longest();
  }

  private static List<Commit> sorted(Stream<Writer> writers) {
    return writers
        .flatMap(writer -> writer.commits().acknowledged().stream())
        .sorted(Comparator.comparing(Commit::acknowledged))
        .toList();
  }

  /** Returns when no further row can arrive. */
  @Override
  public void close() {
    beats.forEach(Beat::close);
    looks.forEach(NodeProbe::drop);
    reader.drop();
    byVip.close();
    byHosts.close();
    local.forEach(Writer::close);
  }
}
