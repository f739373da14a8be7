package dev.regent.simulation.world.base;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The last things that happened, kept as values and written out only for a failure. */
public final class Trace {
  private static final int EVENTS_KEPT = 3_000;
  private static final int NEWS_KEPT = 400;

  private final Agenda agenda;
  private final Deque<Line> events = new ArrayDeque<>();
  private final Deque<Line> news = new ArrayDeque<>();
  private Consumer<String> listener = line -> {};
  private boolean told;
  private boolean loud;

  private record Line(long at, Object who, String verb, Object what) {
    @Override
    public String toString() {
      return Nanos.text(at) + " " + who + " " + verb + " " + what;
    }
  }

  public Trace(Agenda agenda) {
    this.agenda = agenda;
  }

  /** Prints news at once, for whoever looks at one run. */
  public void loud() {
    loud = true;
  }

  /** Tells every line as it happens, so that whole runs can be compared. */
  public void tell(Consumer<String> each) {
    listener = each;
    told = true;
  }

  /** One of very many. */
  public void event(Object who, String verb, Object what) {
    addEvent(new Line(agenda.now(), who, verb, what));
  }

  /** What somebody who looks for the cause of a failure wants to know. */
  public void news(Object who, String verb, Object what) {
    Line line = new Line(agenda.now(), who, verb, what);
    add(news, NEWS_KEPT, line);
    addEvent(line);
    if (loud) {
      System.out.println(line);
    }
  }

  private void addEvent(Line line) {
    add(events, EVENTS_KEPT, line);
    if (told) {
      listener.accept(line.toString());
    }
  }

  private static void add(Deque<Line> lines, int most, Line line) {
    lines.addLast(line);
    if (lines.size() > most) {
      lines.removeFirst();
    }
  }

  /** The news, and the last {@code count} events. */
  public String text(int count) {
    StringBuilder text = new StringBuilder("news:\n");
    news.forEach(line -> text.append("  ").append(line).append('\n'));
    text.append("last events:\n");
    events.stream()
        .skip(Math.max(0, events.size() - count))
        .forEach(line -> text.append("  ").append(line).append('\n'));
    return text.toString();
  }
}
