package dev.regent.controller.actor;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.ClusterEvent;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.JoinSeedNodes;
import akka.cluster.typed.Subscribe;
import dev.regent.protocol.NodeId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * This node's part in Akka Cluster: joins, and tells who is reachable whenever that changes.
 *
 * <p>Joining is application-controlled. A node tries the others for ever, and begins a cluster of
 * its own only when it finds none and {@link Peers#mayBegin} allows it. One that was begun and has
 * found no majority after a while is given up, so that two clusters become one again; a node that
 * may still begin one waits longer, as the others may only be starting.
 */
final class ClusterHealth {
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
  private static final Duration SETTLING = Duration.ofMillis(30);

  /** Longer than a running cluster takes to let a returning member in: two never become one. */
  private static final int LOOKS_BEFORE_BEGINNING = 8;

  private static final int LOOKS_BEFORE_GIVING_UP = 20;
  private static final int LOOKS_BEFORE_A_BEGINNER_GIVES_UP = 40;

  private final Cluster cluster;
  private final Peers peers;
  private final Runnable giveUp;
  private Optional<List<NodeId>> told = Optional.empty();
  private int looksWithoutMajority;

  private ClusterHealth(ActorContext<Told> context, Peers peers) {
    this.cluster = Cluster.get(context.getSystem());
    this.peers = peers;
    this.giveUp = () -> context.getSystem().terminate();
  }

  /** What the actor is told. */
  sealed interface Told {
    /** Something changed in the cluster. */
    record Changed(ClusterEvent.ClusterDomainEvent event) implements Told {}

    /** Time to look at the cluster's state. */
    record Look() implements Told {}

    /** Time to see whether there is a cluster at all. */
    record Tick() implements Told {}
  }

  static Behavior<Told> create(Peers peers) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> new ClusterHealth(context, peers).start(context, timers)));
  }

  private Behavior<Told> start(ActorContext<Told> context, TimerScheduler<Told> timers) {
    var changes = context.messageAdapter(ClusterEvent.ClusterDomainEvent.class, Told.Changed::new);
    cluster.subscriptions().tell(Subscribe.create(changes, ClusterEvent.ClusterDomainEvent.class));
    if (!peers.others().isEmpty()) {
      cluster.manager().tell(new JoinSeedNodes(peers.others()));
    }
    timers.startTimerWithFixedDelay(new Told.Tick(), LOOK_INTERVAL);
    return Behaviors.receiveMessage(message -> {
      switch (message) {
        // The state that can be read lags behind the event that tells of it.
        case Told.Changed changed -> timers.startSingleTimer(new Told.Look(), SETTLING);
        case Told.Look() -> look();
        case Told.Tick() -> tick();
      }
      return Behaviors.same();
    });
  }

  private void look() {
    List<NodeId> reachable = reachable();
    if (!told.equals(Optional.of(reachable))) {
      told = Optional.of(reachable);
      peers.listener().accept(reachable);
    }
  }

  private List<NodeId> reachable() {
    Collection<Member> unreachable = cluster.state().getUnreachable();
    Set<NodeId> nodes = new HashSet<>();
    for (Member member : cluster.state().getMembers()) {
      if (!unreachable.contains(member) && !member.status().equals(MemberStatus.down())) {
        peers.node(member.address()).ifPresent(nodes::add);
      }
    }
    return nodes.stream().sorted().toList();
  }

  private void tick() {
    look();
    int members = cluster.state().members().size();
    boolean hasMajority = members >= peers.quorum();
    looksWithoutMajority = hasMajority ? 0 : looksWithoutMajority + 1;
    boolean mayBegin = peers.mayBegin().getAsBoolean();
    if (members == 0 && mayBegin && looksWithoutMajority >= LOOKS_BEFORE_BEGINNING) {
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
    } else if (members > 0
        && looksWithoutMajority
            >= (mayBegin ? LOOKS_BEFORE_A_BEGINNER_GIVES_UP : LOOKS_BEFORE_GIVING_UP)) {
      giveUp.run();
    }
  }
}
