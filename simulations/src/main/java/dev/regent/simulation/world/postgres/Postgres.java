package dev.regent.simulation.world.postgres;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.SystemId;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.WalPosition;
import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.Sim;
import dev.regent.simulation.world.base.Volume;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/** PostgreSQL on one node: its directory, and whatever runs in it. */
public final class Postgres {
  /** Process ids that no guard gives. */
  private static final long FIRST_BY_HAND = 1_000L;

  /** One that nothing ever freezes. */
  private static final Life KERNEL = new Life("kernel");

  private final NodeId node;
  private final Sim sim;
  private final Volume volume;
  private final Function<NodeId, Optional<Postgres>> peers;
  private LongConsumer exited = pid -> {};
  private Optional<Directory> directory = Optional.empty();
  private boolean lostData;
  private Optional<Directory> aside = Optional.empty();
  private Optional<Server> server = Optional.empty();
  private Optional<Orphan> orphan = Optional.empty();
  private Optional<TimelineId> reserved = Optional.empty();
  private Optional<Long> unkillable = Optional.empty();
  private long byHand = FIRST_BY_HAND;

  public Postgres(NodeId node, Sim sim, Function<NodeId, Optional<Postgres>> peers) {
    this.node = node;
    this.sim = sim;
    this.volume = new Volume(sim.agenda());
    this.peers = peers;
  }

  /** Calls with the process id of every postmaster that ends. */
  public void onExit(LongConsumer listener) {
    exited = listener;
  }

  public NodeId node() {
    return node;
  }

  Sim sim() {
    return sim;
  }

  /** Where the data directory is. */
  public Volume volume() {
    return volume;
  }

  Optional<Directory> directory() {
    return directory;
  }

  Optional<Server> server() {
    return server;
  }

  /** The old one is kept aside (D1). */
  void replace(Directory next) {
    aside = directory.or(() -> aside);
    directory = Optional.of(next);
  }

  /** What was kept aside is deleted. */
  void clean() {
    if (aside.isPresent()) {
      aside = Optional.empty();
      sim.probe().deleted(node);
    }
  }

  SystemId newSystemId() {
    return new SystemId(Long.toUnsignedString(sim.random().next() >>> 1));
  }

  /** The server over there, if it can be connected to from here and answers. */
  Optional<Server> reachable(NodeId other) {
    return sim.network().connects(node, other)
        ? peers
            .apply(other)
            .flatMap(Postgres::server)
            .filter(Server::answers)
            .filter(found -> found.phase() != Server.Phase.STARTING)
        : Optional.empty();
  }

  Optional<Directory> directoryOf(NodeId other) {
    return peers.apply(other).flatMap(Postgres::directory);
  }

  /** Whether the postmaster hangs, so that it hears no signal. */
  public boolean isHung() {
    return server.filter(Server::isHung).isPresent();
  }

  /** Starts a postmaster, in recovery, if none of the directory's processes is left (H1). */
  public boolean start(long pid) {
    if (directory.isEmpty() || isAnythingLeft()) {
      return false;
    }
    Server next = new Server(this, directory.get(), pid);
    directory.get().shutDownAt = Optional.empty();
    server = Optional.of(next);
    next.start();
    return true;
  }

  public boolean isAnythingLeft() {
    return server.isPresent() || orphan.isPresent() || unkillable.isPresent();
  }

  /** The roots among the directory's processes, as a scan finds them. */
  public List<Long> roots() {
    List<Long> roots = new ArrayList<>();
    server.ifPresent(found -> roots.add(found.pid()));
    orphan.ifPresent(found -> roots.add(found.server().pid() + 1));
    unkillable.ifPresent(roots::add);
    return List.copyOf(roots);
  }

  public boolean isInRecovery() {
    return server.filter(found -> found.phase() != Server.Phase.PRIMARY).isPresent();
  }

  /** The timeline that the next promotion takes, made so by empty history files (S5). */
  void reserve(Optional<TimelineId> timeline) {
    reserved = timeline;
  }

  /** The promote signal. */
  public void promote(long pid) {
    server
        .filter(found -> found.pid() == pid)
        .ifPresent(found ->
            found.life().run(() -> found.promote(reserved.orElse(found.wal().timeline().next()))));
  }

  void promoted(Server now) {
    sim.trace().news(node, "promoted", now.wal());
    if (now.promotedByHandAt().isEmpty()) {
      sim.probe().promoted(node, now.wal().timeline(), now.wal().rows());
    }
  }

  /** Every process is killed, but a postmaster that is to be spared. */
  public void killAll(Optional<Long> spared) {
    orphan.ifPresent(found -> found.life().end());
    boolean had = orphan.isPresent();
    orphan = Optional.empty();
    if (server.filter(found -> spared.filter(pid -> pid == found.pid()).isEmpty()).isPresent()) {
      end(server.get());
    } else if (had && server.isEmpty()) {
      directory.ifPresent(found -> found.wal.loseUnflushed());
    }
  }

  /** SIGQUIT: a stopped postmaster does not hear it, a frozen machine hears it later. */
  public void quit() {
    server
        .filter(found -> !found.isHung())
        .ifPresent(found -> found.life().run(() -> endIfThere(found)));
  }

  private void endIfThere(Server was) {
    if (server.filter(was::equals).isPresent()) {
      end(was);
    }
  }

  /** SIGKILL to the postmaster alone; a busy backend may live on. */
  public void killPostmaster(boolean leavesOrphan) {
    server.ifPresent(found -> {
      boolean busy = leavesOrphan && found.phase() == Server.Phase.PRIMARY;
      end(found);
      if (busy) {
        Orphan busyOne = new Orphan(found.life().fork(node + " orphan"), found);
        orphan = Optional.of(busyOne);
        work(busyOne, sim.now() + sim.random().between(Nanos.SECOND, 60 * Nanos.SECOND));
      }
    });
  }

  private void work(Orphan worker, long until) {
    sim.agenda()
        .after(
            sim.delay(5, 50),
            worker.life(),
            () -> {
              if (sim.now() > until) {
                worker.life().end();
                orphan = Optional.empty();
                directory.ifPresent(found -> found.wal.loseUnflushed());
                return;
              }
              Server gone = worker.server();
              int row = sim.nextRow();
              gone.wal().flush(gone.wal().append(gone.wal().timeline(), row, 100));
              if (gone.commits().isAsynchronous()) {
                sim.probe().acknowledged(node, gone.wal().timeline(), row);
                work(worker, until);
              }
            });
  }

  /** Stops in order; the last record was written already. */
  void stopped(Server was) {
    end(was);
  }

  private void end(Server was) {
    was.end();
    server = Optional.empty();
    reserved = Optional.empty();
    if (volume.isStalled()) {
      // A process that waits for the disk dies when the disk answers, and commits nothing more.
      unkillable = Optional.of(was.pid() + 2);
      volume.whenItAnswers(KERNEL, () -> unkillable = Optional.empty());
    }
    was.wal().loseUnflushed();
    sim.trace().news(node, "postgres ended", was.wal());
    exited.accept(was.pid());
  }

  /** The machine is off: nothing is left, not even what waited for the disk. */
  public void cutPower() {
    killAll(Optional.empty());
    unkillable = Optional.empty();
  }

  void outOfSpace(Server was) {
    sim.trace().news(node, "postgres has", "no space left");
    endIfThere(was);
  }

  void startByHand() {
    byHand += 10;
    start(byHand);
  }

  /** Whether what runs was promoted by hand, and not before {@code since}. */
  public boolean isPromotedByHand(long since) {
    return server.flatMap(Server::promotedByHandAt).filter(at -> at >= since).isPresent();
  }

  /** The disk is gone. */
  public void loseDisk() {
    lostData = true;
    killAll(Optional.empty());
    directory = Optional.empty();
  }

  /** Whether what a member had promised to keep was ever taken from it by force. */
  public boolean hasLostData() {
    return lostData;
  }

  /** A client's transaction; false when it is refused at once. */
  public boolean write(int row, IntConsumer acknowledged) {
    Optional<Server> open = welcoming();
    open.ifPresent(found ->
        found.commit(
            row,
            done -> {
              sim.probe().acknowledged(node, found.wal().timeline(), done);
              acknowledged.accept(done);
            }));
    return open.isPresent();
  }

  /** A client of a primary reads all there is. */
  public void read() {
    welcoming().ifPresent(found -> sim.probe().read(node, found.commits().visible));
  }

  private Optional<Server> open() {
    return server
        .filter(found -> found.phase() == Server.Phase.PRIMARY && found.life().isRunning())
        .filter(found -> directory.filter(disk -> disk.open).isPresent());
  }

  private Optional<Server> welcoming() {
    return open().filter(found -> !found.isCrowded());
  }

  /** Whether clients can write here. */
  public boolean isOpenPrimary() {
    return open().isPresent();
  }

  /** Whether a transaction could be committed here at this moment. */
  public boolean isWritable() {
    return orphan.filter(found -> found.life().isRunning()).isPresent()
        || server
            .filter(found -> found.phase() == Server.Phase.PRIMARY && found.life().isRunning())
            .isPresent();
  }

  /** Whether it just came out of a freeze: a machine may run a moment before its guard does. */
  public boolean isJustWoken(long shortlyBefore) {
    return server.filter(found -> found.life().isWokenSince(shortlyBefore)).isPresent()
        || orphan.filter(found -> found.life().isWokenSince(shortlyBefore)).isPresent();
  }

  /** Whatever hangs goes on. */
  public void wake() {
    life().ifPresent(found -> found.wake(sim.now()));
    hangPostmaster(false);
  }

  /** SIGSTOP to the postmaster alone: open sessions go on committing. */
  public void hangPostmaster(boolean is) {
    server.ifPresent(found -> found.hang(is));
  }

  public Optional<Life> life() {
    return server.map(Server::life);
  }

  public Optional<Life> orphanLife() {
    return orphan.map(Orphan::life);
  }

  public BitSet rowsHere() {
    return directory.map(found -> found.wal.rows()).orElseGet(BitSet::new);
  }

  public TimelineId timeline() {
    return directory.map(found -> found.wal.timeline()).orElse(TimelineId.NONE);
  }

  /** Whether this standby streams from that primary on its timeline. */
  public boolean isFollowing(Postgres primary) {
    return server
        .flatMap(Server::receiver)
        .filter(stream -> stream.source().equals(primary.node))
        .filter(stream -> timeline().equals(primary.timeline()))
        .isPresent();
  }

  /** The rules by which commits are released now: two while a reload is on its way. */
  public List<SyncRule> rulesInForce() {
    return server.map(found -> found.commits().inForce()).orElse(List.of());
  }

  /** Whether a server out of recovery runs here, open or not. */
  public boolean isPrimary() {
    return server.filter(found -> found.phase() == Server.Phase.PRIMARY).isPresent();
  }

  /** Those of these rows that a crash would take away. */
  public BitSet unflushed(BitSet rows) {
    BitSet missing = (BitSet) rows.clone();
    directory.ifPresent(found -> missing.andNot(found.wal.flushedRows()));
    return missing;
  }

  /** Whether a receiver runs here, or would run again after a restart. */
  public boolean isReceiving() {
    return server.flatMap(Server::receiver).isPresent()
        || directory.flatMap(found -> found.upstream).isPresent();
  }

  /** The last record that no crash takes away. */
  public WalPosition flushed() {
    return directory.map(found -> found.wal.flushedEnd()).orElse(WalPosition.NONE);
  }

  /** The rule in the settings. */
  public SyncRule names() {
    return directory.map(found -> found.names).orElse(SyncRule.BLOCK);
  }
}
