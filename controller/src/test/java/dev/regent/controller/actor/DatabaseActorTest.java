package dev.regent.controller.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import com.typesafe.config.ConfigFactory;
import dev.regent.controller.actor.Script.Answer;
import dev.regent.controller.journal.Journal;
import dev.regent.controller.lease.LeaseSlot;
import dev.regent.controller.serialization.Specimens;
import dev.regent.controller.voter.Effect;
import dev.regent.controller.voter.VoterInput;
import dev.regent.protocol.Term;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.CommandResult;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The order of storing and speaking, and what a life of a voter is. */
class DatabaseActorTest {
  private static final JournalEvent PROMISE = new JournalEvent.PromiseMade(new Term(5), Cells.B);
  private static final JournalEvent ENTRY =
      new JournalEvent.EntryAccepted(Specimens.one(Entry.class));
  private static final Effect REPLY =
      new Effect.Send(Cells.B, new Message.PrepareRefused(new Term(5), new Term(5), false));
  private static final Effect ACCEPT =
      new Effect.Send(Cells.W, new Message.Accept(Specimens.one(Entry.class)));
  private static final String ID = Journal.persistenceId(Cells.ORDERS, Cells.A);

  @RegisterExtension
  final ActorSystemExtension actors =
      new ActorSystemExtension(
          PersistenceTestKitPlugin.getInstance()
              .config()
              .withFallback(PersistenceTestKitSnapshotPlugin.config())
              .withFallback(ConfigFactory.parseResources("regent-serialization.conf"))
              .withFallback(ConfigFactory.defaultReference())
              .resolve());

  private final PersistenceTestKit journal = PersistenceTestKit.create(actors.kit().system());
  private final TestProbe<Envelope> network = actors.kit().createTestProbe();
  private final VoterView view = new VoterView();

  @Test
  void whatIsPromisedIsStoredBeforeTheReplyLeaves() {
    var voter = spawn(new Script(input -> onMessage(input, PROMISE)));
    voter.tell(message());
    assertThat(network.receiveMessage().message()).isInstanceOf(Message.PrepareRefused.class);
    assertThat(journal.persistedInStorage(ID)).containsExactly(PROMISE);
  }

  @Test
  void aPromiseThatCannotBeStoredIsNeverSpoken() {
    Script script = new Script(input -> onMessage(input, PROMISE));
    var voter = spawn(script);
    journal.failNextPersisted(ID);
    voter.tell(message());
    network.expectNoMessage(Duration.ofMillis(300));
    assertThat(journal.persistedInStorage(ID)).isEmpty();
    awaitLives(script, 2);
    voter.tell(message());
    assertThat(network.receiveMessage().message()).isInstanceOf(Message.PrepareRefused.class);
  }

  @Test
  void anEarlyEffectDoesNotWaitForTheDisk() {
    var voter =
        spawn(
            new Script(input ->
                input instanceof VoterInput.Received
                    ? new Answer(List.of(PROMISE), List.of(ACCEPT), List.of(REPLY))
                    : Answer.NOTHING));
    journal.failNextPersisted(ID);
    voter.tell(message());
    assertThat(network.receiveMessage().message()).isInstanceOf(Message.Accept.class);
    network.expectNoMessage(Duration.ofMillis(200));
  }

  @Test
  void aFailedWriteEndsTheLifeAndTheNextOneTakesTheSlotAsTaken() {
    Script script = new Script(input -> onMessage(input, ENTRY));
    var voter = spawn(script);
    voter.tell(message());
    network.receiveMessage();
    journal.failNextPersisted(ID);
    voter.tell(message());
    awaitLives(script, 2);
    assertThat(state(voter)).isInstanceOf(VoterView.Snapshot.Up.class);
    assertThat(view.state().orElseThrow().replica().isFormed()).isTrue();
    assertThat(view.state().orElseThrow().slot()).isInstanceOf(LeaseSlot.Unknown.class);
  }

  @Test
  void everyLifeBeginsWithRecoveredWhateverCameFirst() {
    Script script = new Script(input -> Answer.NOTHING);
    var voter = spawn(script);
    voter.tell(message());
    state(voter);
    assertThat(script.inputs.getFirst()).isInstanceOf(VoterInput.Recovered.class);
  }

  @Test
  void theCoreLearnsHowLongItsWriteTookBeforeItHearsAnythingElse() {
    Script script = new Script(input -> onMessage(input, PROMISE));
    var voter = spawn(script);
    voter.tell(message());
    voter.tell(message());
    network.receiveMessage();
    network.receiveMessage();
    assertThat(List.copyOf(script.inputs).subList(0, 4))
        .extracting(Object::getClass)
        .containsExactly(
            VoterInput.Recovered.class,
            VoterInput.Received.class,
            VoterInput.PersistTook.class,
            VoterInput.Received.class);
  }

  @Test
  void aCommandIsAnsweredToWhoeverAsked() {
    CommandResult refusal = new CommandResult.Refused(CommandResult.Kind.NO_QUORUM, "alone");
    var voter =
        spawn(
            new Script(input ->
                input instanceof VoterInput.Asked asked
                    ? new Answer(
                        List.of(), List.of(), List.of(new Effect.Answer(asked.id(), refusal)))
                    : Answer.NOTHING));
    TestProbe<CommandResult> person = actors.kit().createTestProbe();
    voter.tell(new DatabaseCommand.Ask(new Command.Pause("anna"), person.ref()));
    assertThat(person.receiveMessage()).isEqualTo(refusal);
  }

  @Test
  void aBrokenInvariantStopsTheVoterAndTheViewSaysSo() {
    var voter =
        spawn(
            new Script(input -> {
              dev.regent.protocol.Invariants.require(
                  !(input instanceof VoterInput.Received), "planted");
              return Answer.NOTHING;
            }));
    voter.tell(message());
    actors.kit().createTestProbe().expectTerminated(voter, Duration.ofSeconds(5));
    assertThat(view.snapshot()).isEqualTo(new VoterView.Snapshot.Down("stopped"));
  }

  private static Answer onMessage(VoterInput input, JournalEvent event) {
    return input instanceof VoterInput.Received
        ? new Answer(List.of(event), List.of(), List.of(REPLY))
        : Answer.NOTHING;
  }

  private ActorRef<DatabaseCommand> spawn(VoterLogic logic) {
    DatabaseSetup setup =
        new DatabaseSetup(
            logic, Cells.setup(Cells.A), Cells::now, Instant::now, new Random(1), () -> "a test");
    return actors
        .kit()
        .spawn(
            DatabaseActor.create(
                setup,
                new DatabasePorts(
                    network.ref()::tell, view, new Milestones(InstantSource.system()))));
  }

  private static DatabaseCommand message() {
    return new DatabaseCommand.Input(
        new VoterInput.Received(
            new Envelope(
                Cells.ORDERS,
                Optional.empty(),
                Cells.B,
                Cells.A,
                new Message.Prepare(new Term(5), false))));
  }

  private VoterView.Snapshot state(ActorRef<DatabaseCommand> voter) {
    TestProbe<VoterView.Snapshot> reader = actors.kit().createTestProbe();
    voter.tell(new DatabaseCommand.GetState(reader.ref()));
    return reader.receiveMessage();
  }

  /**
   * The shell asks for a first state before the journal is read, so a life counts twice at first.
   */
  private void awaitLives(Script script, int lives) {
    var _ =
        network.awaitAssert(
            Duration.ofSeconds(5),
            () -> {
              assertThat(script.lives.get()).isGreaterThanOrEqualTo(lives + 1);
              return script;
            });
  }
}
