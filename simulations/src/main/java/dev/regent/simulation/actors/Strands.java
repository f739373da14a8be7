package dev.regent.simulation.actors;

import dev.regent.agent.actor.Workers;
import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.base.NodeClock;
import dev.regent.simulation.world.base.Sim;
import dev.regent.simulation.world.node.Parts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The threads of one simulated process that may block, and what they block in. */
final class Strands implements Workers {
  private final Sim sim;
  private final NodeClock clock;
  private final Life life;
  private final List<Strand> alive = new ArrayList<>();

  Strands(Parts parts) {
    this.sim = parts.sim();
    this.clock = parts.clock();
    this.life = parts.life();
  }

  /** Runs this now, up to where it first blocks; called by the simulator. */
  void run(Runnable body) {
    go(add(body));
  }

  private Strand add(Runnable body) {
    Strand strand = new Strand(body);
    alive.add(strand);
    return strand;
  }

  private void go(Strand strand) {
    strand.go();
    if (strand.isOver()) {
      alive.remove(strand);
    }
  }

  @Override
  public Running start(String name, Runnable work) {
    Strand strand = add(work);
    soon(strand);
    return strand::interrupt;
  }

  private void soon(Strand strand) {
    sim.agenda().after(sim.briefDelay(10, 200), life, () -> go(strand));
  }

  @Override
  public Executor inOrder(String name) {
    Deque<Runnable> waiting = new ArrayDeque<>();
    return task -> {
      waiting.add(task);
      if (waiting.size() == 1) {
        var _ = start(name, () -> drain(waiting));
      }
    };
  }

  private static void drain(Deque<Runnable> waiting) {
    while (!waiting.isEmpty()) {
      waiting.getFirst().run();
      waiting.removeFirst();
    }
  }

  /** Blocks the calling strand for so long. */
  void sleep(long nanos) {
    Strand self = Strand.current();
    sim.agenda().after(nanos, life, () -> go(self));
    self.block();
  }

  /** Blocks the calling strand until what it asked for is given. */
  <T> T await(Consumer<Consumer<T>> question) {
    Box<T> box = new Box<>(Strand.current());
    question.accept(box::fill);
    box.open();
    return box.content().orElseThrow();
  }

  /** Blocks the calling strand until what it asked for is given, or the limit has passed. */
  <T> Optional<T> await(Duration limit, Consumer<Consumer<T>> question) {
    Box<T> box = new Box<>(Strand.current());
    question.accept(box::fill);
    if (box.content().isEmpty()) {
      long end = clock.virtualAt(clock.now().plus(limit));
      sim.agenda().at(end, life, box::giveUp);
      box.open();
    }
    return box.content();
  }

  /** The process died. */
  void kill() {
    List.copyOf(alive).forEach(Strand::kill);
    alive.clear();
  }

  /** What a strand waits for. */
  private final class Box<T> {
    private final Strand owner;
    private @Nullable T content;
    private boolean waiting;

    Box(Strand owner) {
      this.owner = owner;
    }

    /** Whoever fills it may be a strand itself, so the owner goes on a little later. */
    void fill(T given) {
      content = given;
      if (waiting) {
        waiting = false;
        soon(owner);
      }
    }

    void giveUp() {
      if (waiting) {
        waiting = false;
        go(owner);
      }
    }

    void open() {
      if (content == null) {
        waiting = true;
        owner.block();
      }
    }

    Optional<T> content() {
      return Optional.ofNullable(content);
    }
  }
}
