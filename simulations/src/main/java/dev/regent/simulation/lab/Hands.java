package dev.regent.simulation.lab;

import dev.regent.agent.process.Killer;
import dev.regent.agent.process.Libc;
import dev.regent.agent.process.ProcessStat;
import dev.regent.agent.process.Processes;
import dev.regent.protocol.NodeId;
import dev.regent.simulation.demo.DemoCell;
import dev.regent.simulation.demo.DemoFiles;
import dev.regent.simulation.demo.DemoNode;
import dev.regent.simulation.drill.Answer;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.ByHand;
import dev.regent.simulation.drill.CellStatus;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.NodeControl;
import dev.regent.simulation.drill.Server;
import dev.regent.simulation.drill.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Does to real hosts what deeds say, and puts it right again. One thread does; any may ask {@link
 * #isOff} and {@link #isFrozen}.
 */
final class Hands {
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  /** Titles of PostgreSQL's processes; the cluster's name may stand before. */
  private static final String CLIENTS_BACKEND = "postgres: ([^ ]+: )?app .*";

  private static final String RECEIVER = "postgres: ([^ ]+: )?walreceiver.*";

  private final DemoCell cell;
  private final Network network;
  private final Consumer<String> tell;
  private final SortedSet<NodeId> off = new ConcurrentSkipListSet<>();
  private final SortedSet<NodeId> frozen = new ConcurrentSkipListSet<>();
  private final SortedSet<NodeId> held = new TreeSet<>();
  private final SortedMap<NodeId, Crowd> crowds = new TreeMap<>();
  private final Map<Blow, Consumer<NodeId>> blows = new EnumMap<>(Blow.class);
  private Cuts cuts = Cuts.NONE;

  /**
   * Of one cell.
   *
   * @param tell hears what operators were answered
   */
  Hands(DemoCell cell, Network network, Consumer<String> tell) {
    this.cell = cell;
    this.network = network;
    this.tell = tell;
    machines();
    processes();
    people();
  }

  /** Whether a host has power. */
  boolean isOff(NodeId node) {
    return off.contains(node);
  }

  boolean isFrozen(NodeId node) {
    return frozen.contains(node);
  }

  /**
   * Does it; returns when it is done, except that nobody waits for an answer to a command.
   *
   * @throws DrillFailed when that cannot be done, or there is no such process to hurt
   */
  void perform(Deed deed) {
    switch (deed) {
      case Deed.OnNetwork change -> {
        cuts = change.change(cuts);
        network.apply(cuts);
      }
      case Deed.Hurt(NodeId node, Blow blow) -> hurt(node, blow);
      case Deed.Ask ask -> ask(ask);
      case Deed.Cannot(String why) -> throw new DrillFailed("cannot be done here: " + why);
    }
  }

  /** Everything is on, awake and connected; a pause is the operators' business. */
  void mend() {
    perform(new Deed.Heal());
    for (NodeId node : cell.nodes()) {
      hurt(node, isFrozen(node) ? Blow.WAKE : Blow.WAKE_DAEMON);
      hurt(node, Blow.WAKE_POSTGRES);
      hurt(node, isOff(node) ? Blow.POWER_ON : Blow.PLUG_CABLE);
      hurt(node, Blow.FREE_CONNECTIONS);
      hurt(node, Blow.MEND_DISK);
      if (held.remove(node)) {
        goOn(node);
      }
      hurt(node, Blow.START_DAEMON);
    }
  }

  private void hurt(NodeId node, Blow blow) {
    Objects.requireNonNull(blows.get(blow), blow.name()).accept(node);
  }

  /** Whether there is a way to do it. */
  boolean can(Blow blow) {
    return blows.containsKey(blow);
  }

  private void machines() {
    blows.put(Blow.POWER_OFF, this::powerOff);
    blows.put(Blow.POWER_ON, this::powerOn);
    blows.put(Blow.FREEZE, this::freeze);
    blows.put(Blow.WAKE, this::wake);
    blows.put(Blow.PULL_CABLE, node -> network.setCarrier(node.name(), false));
    blows.put(Blow.PLUG_CABLE, node -> network.setCarrier(node.name(), true));
    blows.put(Blow.FILL_DISK, node -> Filler.of(wanted(node)).fill());
    blows.put(Blow.STALL_DISK, node -> Disks.freeze(cell.plan().place(), node));
    blows.put(Blow.MEND_DISK, this::mendDisk);
    blows.put(Blow.LOSE_JOURNAL, this::loseJournal);
  }

  private void mendDisk(NodeId node) {
    Disks.thawIfFrozen(cell.plan().place(), node);
    server(node).map(Filler::of).ifPresent(Filler::remove);
  }

  private void processes() {
    blows.put(Blow.KILL_DAEMON, this::killDaemon);
    blows.put(Blow.START_DAEMON, this::startDaemon);
    blows.put(Blow.STOP_DAEMON, this::stopDaemon);
    blows.put(Blow.FREEZE_DAEMON, node -> Signals.freeze(daemon(node)));
    blows.put(Blow.WAKE_DAEMON, node -> cell.control(node).daemon().ifPresent(Signals::thaw));
    blows.put(
        Blow.KILL_GUARD, node -> Signals.kill(running(cell.control(node).guard(), "guard", node)));
    blows.put(Blow.KILL_POSTMASTER, node -> Signals.kill(postmaster(node)));
    blows.put(Blow.STOP_POSTGRES, node -> Libc.kill(postmaster(node), Signals.INTERRUPT));
    blows.put(Blow.HANG_POSTGRES, node -> server(node).ifPresent(Signals::freezeAll));
    blows.put(Blow.WAKE_POSTGRES, node -> server(node).ifPresent(Signals::thawAll));
    blows.put(Blow.HANG_POSTMASTER, node -> Signals.freeze(postmaster(node)));
    blows.put(Blow.WAKE_POSTMASTER, node -> Signals.thaw(postmaster(node)));
    blows.put(
        Blow.KILL_BACKEND,
        node -> Signals.kill(running(working(node, CLIENTS_BACKEND), "backend", node)));
    blows.put(
        Blow.KILL_RECEIVER,
        node -> Signals.kill(running(working(node, RECEIVER), "receiver", node)));
  }

  private void people() {
    blows.put(Blow.LOSE_DATA, this::loseData);
    blows.put(Blow.FOREIGN_DATA, node -> delete(byHand(node).takeForeignData()));
    blows.put(Blow.REJOIN, this::rejoin);
    blows.put(Blow.START_POSTGRES, node -> byHand(node).start());
    blows.put(Blow.PROMOTE, node -> byHand(node).promote());
    blows.put(Blow.HOLD_REPLAY, this::holdReplay);
    blows.put(Blow.GO_ON_WITH_REPLAY, this::goOnWithReplay);
    blows.put(Blow.TAKE_CONNECTIONS, node -> crowd(node).take(wanted(node), cell.client()));
    blows.put(Blow.FREE_CONNECTIONS, node -> crowd(node).go());
    blows.put(Blow.CANCEL_COMMITS, node -> byHand(node).cancelCommits());
    blows.put(Blow.DROP_OLD_WAL, node -> byHand(node).dropOldWal());
  }

  private void killDaemon(NodeId node) {
    cell.control(node).hold();
    Signals.kill(daemon(node));
  }

  private void startDaemon(NodeId node) {
    if (!isOff(node)) {
      cell.control(node).release();
    }
  }

  private long daemon(NodeId node) {
    return running(cell.control(node).daemon(), "daemon", node);
  }

  private void loseJournal(NodeId node) {
    powerOff(node);
    empty(files(node).files().state());
  }

  private void rejoin(NodeId node) {
    stopDaemon(node);
    loseData(node);
    cell.control(node).release();
  }

  private void holdReplay(NodeId node) {
    byHand(node).holdReplay(true);
    held.add(node);
  }

  private void goOnWithReplay(NodeId node) {
    held.remove(node);
    byHand(node).holdReplay(false);
  }

  private void stopDaemon(NodeId node) {
    NodeControl control = cell.control(node);
    control.hold();
    Libc.kill(daemon(node), Signals.TERMINATE);
    Await.until(
        STOP_LIMIT, "the daemon of %s ends".formatted(node), () -> control.daemon().isEmpty());
  }

  private ByHand byHand(NodeId node) {
    return new ByHand(cell, wanted(node));
  }

  private Server wanted(NodeId node) {
    return server(node).orElseThrow(() -> new DrillFailed("no server is on %s".formatted(node)));
  }

  private Crowd crowd(NodeId node) {
    return crowds.computeIfAbsent(node, _ -> new Crowd());
  }

  /** A server that is no standby any more holds nothing. */
  private void goOn(NodeId node) {
    try {
      byHand(node).holdReplay(false);
    } catch (DrillFailed notNow) {
      tell.accept("replay of %s: %s".formatted(node, notNow.what()));
    }
  }

  private void powerOff(NodeId node) {
    off.add(node);
    frozen.remove(node);
    cell.control(node).hold();
    // Nobody acts on another's death, and the kernel tells no peer of it.
    network.freeze(node.name());
    network.setCarrier(node.name(), false);
    network.killAll(node.name());
    network.forgetVip(node.name());
  }

  private void powerOn(NodeId node) {
    off.remove(node);
    network.setCarrier(node.name(), true);
    cell.control(node).release();
  }

  private void freeze(NodeId node) {
    frozen.add(node);
    network.setForwarding(node.name(), false);
    network.freeze(node.name());
  }

  private void wake(NodeId node) {
    frozen.remove(node);
    network.setForwarding(node.name(), true);
    network.processes(node.name()).forEach(Signals::thaw);
  }

  private void loseData(NodeId node) {
    server(node)
        .map(Server::dataDirectory)
        .ifPresent(directory -> {
          Killer.killAll(directory, Killer.Manner.AT_ONCE, KILL_LIMIT);
          empty(directory);
        });
  }

  private static void empty(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.toList()) {
        DemoFiles.deleteTree(entry);
      }
    } catch (IOException failed) {
      throw new DrillFailed("cannot empty %s: %s".formatted(directory, failed), failed);
    }
  }

  private static void delete(Path directory) {
    empty(directory);
    try {
      Files.delete(directory);
    } catch (IOException failed) {
      throw new DrillFailed("cannot delete %s: %s".formatted(directory, failed), failed);
    }
  }

  private DemoNode files(NodeId node) {
    return cell.plan().node(node);
  }

  private Optional<Server> server(NodeId node) {
    return cell.servers().stream().filter(server -> server.node().equals(node)).findFirst();
  }

  private long postmaster(NodeId node) {
    return running(server(node).flatMap(Signals::postmaster), "postmaster", node);
  }

  private static long running(Optional<Long> process, String what, NodeId node) {
    return process.orElseThrow(() -> new DrillFailed("no %s runs on %s".formatted(what, node)));
  }

  /** The first of PostgreSQL's processes that says so of itself. */
  private Optional<Long> working(NodeId node, String title) {
    List<ProcessStat> all =
        server(node).map(found -> Processes.in(found.dataDirectory())).orElse(List.of());
    return all.stream().map(ProcessStat::pid).filter(pid -> title(pid).matches(title)).findAny();
  }

  private static String title(long process) {
    return ProcessStat.commandLine(process).orElse("").replace('\0', ' ');
  }

  private void ask(Deed.Ask ask) {
    Thread operator =
        ask.at()
            .map(node -> cell.threadsOn(node).newThread(() -> ask(node, ask)))
            .orElseGet(() -> new Thread(() -> leader().ifPresent(node -> ask(node, ask))));
    operator.setName("operator");
    operator.setDaemon(true);
    operator.start();
  }

  private Optional<NodeId> leader() {
    return cell.status().flatMap(CellStatus::leader);
  }

  private void ask(NodeId node, Deed.Ask ask) {
    Map<String, Object> fields = ask.fields();
    Answer answer = cell.ask(node, ask.command(), fields);
    tell.accept(
        "%s answers to %s %s: %s"
            .formatted(
                node, ask.command(), fields, answer.isAccepted() ? "accepted" : answer.text()));
  }
}
