package dev.regent.controller.actor;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import dev.regent.controller.actor.Script.Answer;
import dev.regent.controller.journal.Journal;
import dev.regent.controller.voter.VoterInput;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A voter over a real journal, in an ActorSystem of its own, that stores what it is told to. */
final class StoredVoter implements AutoCloseable {
  private static final int STORES_AT_ONCE = 100;

  private final ActorTestKit kit;
  private final VoterView view = new VoterView();
  private final Deque<List<JournalEvent>> toStore = new ArrayDeque<>();
  private final ActorRef<DatabaseCommand> voter;
  private final TestProbe<VoterView.Snapshot> reader;
  private int stores;

  StoredVoter(Journal journal) {
    this.kit =
        ActorTestKit.create(
            "stored",
            journal
                .akkaConfig()
                .withFallback(ConfigFactory.parseResources("regent-akka.conf"))
                .withFallback(ConfigFactory.parseResources("regent-serialization.conf"))
                .withFallback(ConfigFactory.defaultReference())
                .resolve());
    DatabaseSetup setup =
        new DatabaseSetup(
            new Script(this::answer),
            Cells.setup(Cells.A),
            Cells::now,
            Instant::now,
            new Random(1),
            journal::diagnosis);
    this.reader = kit.createTestProbe();
    this.voter =
        kit.spawn(
            DatabaseActor.create(
                setup,
                new DatabasePorts(envelope -> {}, view, new Milestones(InstantSource.system()))));
  }

  private synchronized Answer answer(VoterInput input) {
    boolean stores = input instanceof VoterInput.Received && !toStore.isEmpty();
    return stores ? new Answer(toStore.removeFirst(), List.of(), List.of()) : Answer.NOTHING;
  }

  /** Stores them in one write. Waits now and then, so that the voter's stash does not run over. */
  void store(List<JournalEvent> events) {
    stores++;
    if (stores % STORES_AT_ONCE == 0) {
      state();
    }
    synchronized (this) {
      toStore.add(events);
    }
    Message any = new Message.HandOver(dev.regent.protocol.Term.ZERO);
    Envelope envelope = new Envelope(Cells.ORDERS, Optional.empty(), Cells.B, Cells.A, any);
    voter.tell(new DatabaseCommand.Input(new VoterInput.Received(envelope)));
  }

  /** The state once everything told before is stored. */
  VoterState state() {
    voter.tell(new DatabaseCommand.GetState(reader.ref()));
    var snapshot = reader.receiveMessage(Duration.ofSeconds(60));
    if (snapshot instanceof VoterView.Snapshot.Up(var state)) {
      return state;
    }
    throw new AssertionError(snapshot.toString());
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}
