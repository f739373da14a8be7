package dev.regent.controller.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.regent.protocol.message.Command;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the body of a command; a field that is not known is refused, not ignored. */
final class CommandBody {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private CommandBody() {}

  /** A command, or everything that is wrong with the body. */
  sealed interface Parsed {
    /** Well formed; whether it can be carried out is the leader's to say. */
    record Good(Command command) implements Parsed {}

    /** One sentence for each problem. */
    record Bad(List<String> problems) implements Parsed {}
  }

  /** The commands by their path. */
  enum Verb {
    SWITCHOVER("switchover"),
    FAILOVER("failover"),
    PAUSE("pause"),
    RESUME("resume"),
    CONFIRM_FENCED("confirm-fenced"),
    CONFIRM_VOTER_GONE("confirm-voter-gone");

    private final String path;

    Verb(String path) {
      this.path = path;
    }

    static Optional<Verb> of(String path) {
      return Arrays.stream(values()).filter(verb -> verb.path.equals(path)).findFirst();
    }
  }

  static Parsed parse(Verb verb, byte[] body) {
    if (body.length == 0) {
      return read(verb, MAPPER.createObjectNode());
    }
    try {
      JsonNode json = MAPPER.readTree(body);
      return json instanceof ObjectNode object
          ? read(verb, object)
          : bad("the body is to be a JSON object like {\"by\": \"ann\"}");
    } catch (JsonProcessingException malformed) {
      return bad("the body is not JSON: " + malformed.getOriginalMessage());
    } catch (IOException unreadable) {
      return bad("the body cannot be read: " + unreadable.getMessage());
    }
  }

  private static Parsed read(Verb verb, ObjectNode object) {
    BodyFields fields = new BodyFields(object);
    Command command = command(verb, fields);
    List<String> problems = fields.problems();
    return problems.isEmpty() ? new Parsed.Good(command) : new Parsed.Bad(problems);
  }

  private static Command command(Verb verb, BodyFields fields) {
    return switch (verb) {
      case SWITCHOVER ->
          new Command.Switchover(
              fields.optionalNode("target"), fields.flag("immediate"), fields.by());
      case FAILOVER ->
          new Command.Failover(
              fields.optionalNode("target"), fields.flag("acceptDataLoss"), fields.by());
      case PAUSE -> new Command.Pause(fields.by());
      case RESUME -> new Command.Resume(fields.by());
      case CONFIRM_FENCED -> new Command.ConfirmFenced(fields.node("node"), fields.by());
      case CONFIRM_VOTER_GONE -> new Command.ConfirmVoterGone(fields.node("node"), fields.by());
    };
  }

  private static Parsed bad(String problem) {
    return new Parsed.Bad(List.of(problem));
  }
}
