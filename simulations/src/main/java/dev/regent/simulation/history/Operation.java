package dev.regent.simulation.history;

import dev.regent.protocol.MonotonicTime;
import java.util.List;

/**
 * What a client asked for and what it was told. No two appends have the same value.
 *
 * @param invoked before it was sent
 * @param ended after the answer had arrived, or when the client gave up
 */
public record Operation(
    int client, int key, Kind kind, MonotonicTime invoked, MonotonicTime ended, Result result) {

  /** What was asked for. */
  public sealed interface Kind {}

  /** One value to the end of the key's list. */
  public record Append(int value) implements Kind {}

  /** The whole list, as of one moment. */
  public record Read() implements Kind {}

  /** What was told. */
  public sealed interface Result {}

  /**
   * It was done.
   *
   * @param list the key's list after it
   */
  public record Done(List<Integer> list) implements Result {
    public Done {
      list = List.copyOf(list);
    }
  }

  /** It was surely not done. */
  public record Refused() implements Result {}

  /** Nobody knows whether it was done; it may still be. */
  public record Unknown() implements Result {}
}
