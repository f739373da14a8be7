package dev.regent.controller.actor;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import dev.regent.config.settings.CellSettings;
import dev.regent.config.settings.NodeSettings;
import dev.regent.controller.journal.HistoryReader;
import dev.regent.controller.journal.Journal;
import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.Endpoint;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.CommandResult;
import dev.regent.protocol.message.Envelope;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A cell's controller on this node: its voters, the way to the other nodes, and the membership of
 * an Akka cluster. The daemon starts it first and closes it last; the membership, for which nothing
 * waits, it joins when the rest is up.
 *
 * <p>Two ActorSystems: the voters live in one that belongs to no cluster, so that a wrong opinion
 * of the membership (a false down, a partition that only some see) never takes a voter away; it is
 * in the other one, whose news is a hint. Each is replaced by a new one when it ends by itself.
 *
 * <p><b>Failure modes.</b> {@link #start} throws {@link CellRefused} when a port is taken.
 */
public final class CellSystem implements AutoCloseable {
  private final CellParts parts;
  private final RenewedSystem<CellRoot.Told> voters;
  private final CompletableFuture<RenewedSystem<ClusterHealth.Told>> membership =
      new CompletableFuture<>();
  private final Thread sockets;
  private volatile Router router;

  private CellSystem(CellParts parts) {
    this.parts = parts;
    this.voters = new RenewedSystem<>(() -> startVoters(parts));
    this.router = new ArteryRouter(voters.current(), parts.cell());
    try {
      requireFree(CellConfig.membershipEndpoint(parts.cell(), self(parts)));
    } catch (CellRefused e) {
      voters.close();
      throw e;
    }
    this.sockets = PeerSockets.watch(CellConfig.peerPorts(parts.cell()));
  }

  /** Starts the voters; they answer as soon as their journals are read. */
  public static CellSystem start(CellSetup setup) {
    CellSystem cell = new CellSystem(CellParts.of(setup));
    cell.listen(
        new CellListener() {
          @Override
          public void up(ActorSystem<?> system) {
            cell.router = new ArteryRouter(system, setup.cell());
          }

          @Override
          public void down(String name) {
            // Until the next one is up, envelopes are lost, as on a network.
          }
        });
    return cell;
  }

  /** Begins to take part in the Akka cluster; called once, returns at once. */
  public void join() {
    Thread.ofPlatform().daemon().name("membership").start(this::startMembership);
  }

  /** Sends through whatever ActorSystem serves at the moment; may be kept for good. */
  public Router router() {
    return envelope -> router.send(envelope);
  }

  /** Where this node's agent takes its envelopes: called on an actor's thread, must not block. */
  public void registerAgent(DatabaseName database, Consumer<Envelope> inbox) {
    parts.agents().register(database, inbox);
  }

  /** What this node's voter is; one that says so forever where this node has no vote. */
  public VoterView view(DatabaseName database) {
    return parts.views().of(database);
  }

  /** What this node did for the last changes of the primary; its agent adds its own. */
  public Milestones milestones(DatabaseName database) {
    return parts.views().milestones(database);
  }

  /**
   * Gives a person's command to this node's voter.
   *
   * @return its answer, or a {@link java.util.concurrent.TimeoutException}: then it is unknown
   *     whether the command took effect
   */
  public CompletionStage<CommandResult> ask(
      DatabaseName database, Command command, Duration limit) {
    ActorSystem<CellRoot.Told> system = voters.current();
    return AskPattern.ask(
        system,
        replyTo -> new CellRoot.Told.Database(database, new DatabaseCommand.Ask(command, replyTo)),
        limit,
        system.scheduler());
  }

  /** The ledger's past as this node's journal has it; reading blocks the caller. */
  public HistoryReader history(DatabaseName database) {
    return new HistoryReader(
        parts.given().journal(), Journal.persistenceId(database, parts.self()));
  }

  /** The voters' ActorSystem of the moment, for HTTP and whatever else lives as long as it. */
  public ActorSystem<?> system() {
    return voters.current();
  }

  /** Is told of the voters' ActorSystem now, and whenever it is replaced. */
  public void listen(CellListener listener) {
    voters.listen(listener);
  }

  /** Is told of the membership's ActorSystem now, and whenever it is replaced. */
  public void listenToMembership(CellListener listener) {
    var _ = membership.thenAccept(system -> system.listen(listener));
  }

  @Override
  public void close() {
    sockets.interrupt();
    // One that is only being started ends with the JVM.
    if (membership.isDone()) {
      membership.join().close();
    }
    voters.close();
  }

  private void reachable(List<NodeId> nodes) {
    voters.current().tell(new CellRoot.Told.Reachable(nodes));
  }

  private static ActorSystem<CellRoot.Told> startVoters(CellParts parts) {
    NodeSettings self = self(parts);
    return bound(
        self.clusterEndpoint(),
        () ->
            ActorSystem.create(
                CellRoot.create(parts),
                parts.cell().name(),
                CellConfig.ofVoters(parts.cell(), self, parts.given().journal())));
  }

  private void startMembership() {
    try {
      membership.complete(RenewedSystem.eventually(() -> startMembership(parts, this::reachable)));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static ActorSystem<ClusterHealth.Told> startMembership(
      CellParts parts, Consumer<List<NodeId>> listener) {
    CellSettings cell = parts.cell();
    NodeSettings self = self(parts);
    Peers peers = new Peers(cell, parts.self(), parts.views()::mayBeginCluster, listener);
    return bound(
        CellConfig.membershipEndpoint(cell, self),
        () ->
            ActorSystem.create(
                ClusterHealth.create(peers),
                Peers.systemName(cell),
                CellConfig.ofMembership(cell, self)));
  }

  /** So that a port which is taken refuses the start, though it is needed only later. */
  private static void requireFree(Endpoint at) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(at.host(), at.port()));
    } catch (IOException e) {
      throw refused(at, e);
    }
  }

  private static <T> ActorSystem<T> bound(Endpoint at, Supplier<ActorSystem<T>> maker) {
    try {
      return maker.get();
    } catch (akka.remote.RemoteTransportException e) {
      throw refused(at, e);
    }
  }

  private static CellRefused refused(Endpoint at, Exception e) {
    return new CellRefused(
        "%s cannot be listened on: %s. Another daemon may be running, or it is not this node's."
            .formatted(at, e.getMessage()),
        e);
  }

  private static NodeSettings self(CellParts parts) {
    return parts
        .cell()
        .node(parts.self())
        .orElseThrow(() -> new IllegalStateException("no node of this cell: " + parts.self()));
  }
}
