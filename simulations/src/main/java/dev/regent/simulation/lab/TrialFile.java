package dev.regent.simulation.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.regent.simulation.demo.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of trials, a JSON object ({@link TrialRecord}) on each line: written as each ends, so
 * that a run that is broken off has not run in vain. The last line about a scenario counts.
 */
record TrialFile(Path path) {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().addModule(new Jdk8Module()).build();

  void append(TrialRecord trial) throws IOException {
    Files.writeString(
        path,
        MAPPER.writeValueAsString(trial) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /**
   * By the scenarios' ids; none when there is no file.
   *
   * @throws CannotStart when a line is none of ours
   */
  SortedMap<String, TrialRecord> read() throws IOException {
    SortedMap<String, TrialRecord> trials = new TreeMap<>();
    List<String> lines = Files.exists(path) ? Files.readAllLines(path) : List.of();
    for (int i = 0; i < lines.size(); i++) {
      TrialRecord trial = parse(lines.get(i), i + 1);
      trials.put(trial.scenario(), trial);
    }
    return trials;
  }

  private TrialRecord parse(String line, int number) {
    try {
      return MAPPER.readValue(line, TrialRecord.class);
    } catch (JsonProcessingException wrong) {
      throw new CannotStart(
          "%s:%d: no line of regent lab run --json: %s"
              .formatted(path, number, wrong.getOriginalMessage()),
          wrong);
    }
  }
}
