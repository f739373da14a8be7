package dev.regent.simulation.demo;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.drill.Answer;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.CellStatus;
import dev.regent.simulation.drill.ClientDatabase;
import dev.regent.simulation.drill.DrilledCell;
import dev.regent.simulation.drill.Login;
import dev.regent.simulation.drill.Networks;
import dev.regent.simulation.drill.NodeControl;
import dev.regent.simulation.drill.Programs;
import dev.regent.simulation.drill.Server;
import dev.regent.simulation.drill.Signals;
import dev.regent.simulation.drill.Timings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Running nodes. Closing it ends all their processes, however they are. */
public final class DemoCell implements DrilledCell, AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofMinutes(3);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private static final Duration REHEARSAL_LIMIT = Duration.ofSeconds(30);

  /** A daemon that ends writes the archive first. */
  private static final Duration RECORD_LIMIT = Duration.ofSeconds(90);

  private final DemoPlan plan;
  private final DemoFiles files;
  private final HttpNodes http;
  private final Consumer<String> say;
  private final Map<NodeId, Supervisor> supervisors = new TreeMap<>();

  public DemoCell(DemoPlan plan, Consumer<String> say) {
    this.plan = plan;
    this.files = new DemoFiles(plan);
    this.http = new HttpNodes(plan.urls());
    this.say = say;
  }

  public DemoPlan plan() {
    return plan;
  }

  /**
   * Writes the files and starts all nodes.
   *
   * @param keep whether the database of an earlier demo is used again
   */
  public void start(boolean keep) throws IOException {
    Optional<ClassArchive> archive = ClassArchive.beside(DaemonCommand.ownFlags());
    if (archive.isPresent() && !archive.get().isFresh()) {
      record(archive.get(), keep);
    }
    writeFiles(keep);
    startNodes(node -> new DaemonCommand(archive.map(ClassArchive::use)));
  }

  private void writeFiles(boolean keep) throws IOException {
    if (!keep) {
      files.clear();
    }
    files.write();
  }

  /** A whole start of the cell, so that the archive has what a data node needs. */
  private void record(ClassArchive archive, boolean keep) throws IOException {
    say.accept("recording the daemons' classes for quicker starts, once for each build");
    NodeId recorder = plan.dataNodes().getFirst().id();
    writeFiles(keep);
    startNodes(node ->
        new DaemonCommand(
            Optional.of(archive.record()).filter(flag -> node.id().equals(recorder))));
    if (Await.holds(READY_LIMIT, () -> status().filter(CellStatus::redundant).isPresent())) {
      rehearse();
    }
    close(RECORD_LIMIT);
    archive.keepDraft();
  }

  /**
   * A primary that goes and one that comes, by switchover and by failover, and the lead of that
   * failover without the witness: a daemon needs those classes for the first time when there is no
   * time to load them.
   */
  private void rehearse() {
    NodeId other = plan.dataNodes().getLast().id();
    switchover(other);
    if (rehearsed(now -> now.redundant() && isPrimary(now, other))) {
      plan.nodes().stream().filter(DemoNode::witness).forEach(this::kill);
      Signals.killPostmaster(server(other));
      rehearsed(now -> now.primary().isPresent() && !isPrimary(now, other));
    }
  }

  private boolean rehearsed(Predicate<CellStatus> step) {
    return Await.holds(REHEARSAL_LIMIT, () -> status().filter(step).isPresent());
  }

  private static boolean isPrimary(CellStatus now, NodeId node) {
    return now.primary().equals(Optional.of(node));
  }

  private void kill(DemoNode node) {
    NodeControl control = control(node.id());
    control.hold();
    control.daemon().ifPresent(Signals::kill);
  }

  private Server server(NodeId node) {
    return servers().stream().filter(one -> one.node().equals(node)).findFirst().orElseThrow();
  }

  private void startNodes(Function<DemoNode, DaemonCommand> commands) {
    for (DemoNode node : plan.nodes()) {
      Supervisor supervisor = new Supervisor(node, commands.apply(node), say);
      supervisors.put(node.id(), supervisor);
      supervisor.release();
    }
  }

  /**
   * Returns when there are two copies and the client's database exists.
   *
   * @throws CannotStart when it takes too long
   */
  public void awaitReady() {
    if (!Await.holds(READY_LIMIT, () -> status().filter(CellStatus::redundant).isPresent())) {
      throw new CannotStart(
          "the cell is not ready within %d s: %s; the daemons' logs are %s"
              .formatted(
                  READY_LIMIT.toSeconds(),
                  status()
                      .map(status -> status.phase() + " " + status.missing())
                      .orElse("no majority answers"),
                  logs()));
    }
    try {
      if (plan.clients().isPresent()) {
        Admission.admit(plan, plan.clients().get(), maintenance());
      }
      makeDatabase();
    } catch (IOException failed) {
      throw new CannotStart("cannot admit clients: " + failed.getMessage(), failed);
    } catch (SQLException failed) {
      throw new CannotStart("cannot make the client's database: " + failed.getMessage(), failed);
    }
  }

  /** In the database that every server has. */
  private Login maintenance() {
    return new Login("regent", files.password("regent"), "postgres");
  }

  private void makeDatabase() throws SQLException {
    NodeId primary = status().flatMap(CellStatus::primary).orElseThrow();
    ClientDatabase.make(server(primary), maintenance(), client());
  }

  @Override
  public List<NodeId> nodes() {
    return plan.nodes().stream().map(DemoNode::id).toList();
  }

  @Override
  public List<Server> servers() {
    return plan.servers();
  }

  @Override
  public Timings timings() {
    var lease = plan.terms().profile().lease();
    return new Timings(lease.ttl(), lease.suspectTime());
  }

  @Override
  public Programs programs() {
    return plan.programs();
  }

  @Override
  public Map<String, String> settings() {
    return plan.settings();
  }

  @Override
  public Login client() {
    return new Login(DemoPlan.CLIENT, files.password(DemoPlan.CLIENT), DemoPlan.DATABASE);
  }

  @Override
  public Login superuser() {
    return new Login("regent", files.password("regent"), DemoPlan.DATABASE);
  }

  @Override
  public NodeControl control(NodeId id) {
    DemoNode node = plan.node(id);
    Supervisor supervisor = Optional.ofNullable(supervisors.get(id)).orElseThrow();
    return new NodeControl() {
      @Override
      public Optional<Long> daemon() {
        return supervisor.pid();
      }

      @Override
      public Optional<Long> guard() {
        return NodeProcesses.guard(node.files());
      }

      @Override
      public boolean isAnswering() {
        return HttpNodes.isAnswering(node.http());
      }

      @Override
      public void hold() {
        supervisor.hold();
      }

      @Override
      public void release() {
        supervisor.release();
      }
    };
  }

  @Override
  public ThreadFactory threadsOn(NodeId id) {
    return plan.node(id).network().map(Networks::threads).orElseGet(() -> Thread::new);
  }

  @Override
  public Optional<CellStatus> status() {
    return http.status();
  }

  @Override
  public Answer switchover(NodeId target) {
    return http.switchover(target);
  }

  /** Gives a command to that node and to no other; it hands it to the leader. */
  public Answer ask(NodeId node, String command, Map<String, Object> fields) {
    return HttpNodes.ask(plan.node(node).http(), command, fields);
  }

  @Override
  public List<String> history(NodeId node) {
    return HttpNodes.history(plan.node(node).http());
  }

  @Override
  public List<Path> logs() {
    return plan.nodes().stream().map(node -> node.files().daemonLog()).toList();
  }

  @Override
  public Path scratch() {
    return plan.root();
  }

  /** Ends everything; may be called at any time and again. */
  @Override
  public void close() {
    close(STOP_LIMIT);
  }

  private void close(Duration limit) {
    List<Thread> closing = new ArrayList<>();
    supervisors
        .values()
        .forEach(one -> closing.add(Thread.ofVirtual().start(() -> one.close(limit))));
    Place.join(closing);
    plan.place().endProcesses();
  }
}
