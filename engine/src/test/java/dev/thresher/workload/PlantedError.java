package dev.thresher.workload;

import java.util.Optional;

/** Ways to be wrong, each of which makes exactly one complaint. */
enum PlantedError {
  UNKNOWN_KEY("name", "unknown key") {
    @Override
    void plant(CorpusFile file, CorpusFile.Line line) {
      file.insertAfter(line, file.key(file.pick("colour", "workerz", "on-eror"), "3"), says);
    }
  },
  LATER_KEY("task.kind", "not supported by this version") {
    @Override
    void plant(CorpusFile file, CorpusFile.Line line) {
      line.taken = true; // of an unknown kind nobody knows which keys it has
      file.insertAfter(line, file.key("exclusive", "true"), says);
    }
  },
  WRONG_TYPE("workers", "must be a whole number") {
    @Override
    void plant(CorpusFile file, CorpusFile.Line line) {
      file.replace(line, file.key("workers", file.pick("many", "2.5", "[1]", "true")), says);
    }
  },
  OUT_OF_BOUNDS("params.walks", "must be a whole number from 1 to 1000000") {
    @Override
    void plant(CorpusFile file, CorpusFile.Line line) {
      file.replace(line, file.key("walks", file.pick("0", "-1", "1000001", "9e99")), says);
    }
  },
  RANGE_OUT_OF_BOUNDS("each.p", "must be a number from 0.0 to 1.0") {
    @Override
    void plant(CorpusFile file, CorpusFile.Line line) {
      file.replace(line, file.key("p", file.pick("0.5..1.5 step 0.5", "[0, 2]", "-1..1")), says);
    }
  },
  UNKNOWN_KIND("task.kind", "unknown kind") {
    @Override
    void plant(CorpusFile file, CorpusFile.Line line) {
      file.replace(line, file.key("kind", file.pick("wlak", "dijest", "nothing")), says);
    }
  },
  MISSPELT_PARAMETER("task.mode", "unknown key") {
    @Override
    void plant(CorpusFile file, CorpusFile.Line line) {
      file.replace(line, file.key(file.pick("mood", "mod", "Mode"), "fast"), says);
    }
  },
  MISSPELT_REQUIRED("each.seed", "nothing uses the column") {
    @Override
    void plant(CorpusFile file, CorpusFile.Line line) {
      file.replace(line, file.key(file.pick("sede", "seeds", "sed"), "1..20"), says);
    }
  },
  DUPLICATE_KEY("backend", "given twice") {
    @Override
    void plant(CorpusFile file, CorpusFile.Line line) {
      file.insertAfter(file.lines.getLast(), "backend = threads", says);
    }
  },
  CUT_VALUE("output", "is cut off at") {
    @Override
    void plant(CorpusFile file, CorpusFile.Line line) {
      var cut = file.pick("a#b.csv", "http://x.csv", "out.csv# the output", "data//x.csv");
      file.replace(line, "output = " + cut, says);
    }
  },
  EMPTY_RANGE("each.seed", "the range is empty") {
    @Override
    void plant(CorpusFile file, CorpusFile.Line line) {
      file.replace(line, file.key("seed", file.pick("20..1", "1..20 step -1")), says);
    }
  },
  NO_SUCH_FILES("each.file", "no file matches") {
    @Override
    void plant(CorpusFile file, CorpusFile.Line line) {
      file.replace(line, "file { files = \"photos/*.gif\" }", says);
    }
  },
  UNUSED_PARAMETER("params{", "nothing uses the parameter") {
    @Override
    void plant(CorpusFile file, CorpusFile.Line line) {
      var closing = file.free("params}").orElseThrow();
      closing.taken = true;
      file.insertAfter(
          file.lines.get(file.lines.indexOf(closing) - 1), file.key("colour", "red"), says);
    }
  },
  MISSING_REQUIRED("each.p", "kind walk needs p") {
    @Override
    void plant(CorpusFile file, CorpusFile.Line line) {
      line.text = "# nothing here";
      line.taken = true;
      file.expect(file.free("task.kind").orElseThrow(), says);
    }

    @Override
    Optional<CorpusFile.Line> place(CorpusFile file) {
      return file.free("task.kind").flatMap(_ -> super.place(file));
    }
  },
  BAD_DURATION("task.deadline", "must be a time with its unit") {
    @Override
    void plant(CorpusFile file, CorpusFile.Line line) {
      file.replace(line, file.key("deadline", file.pick("30", "soon", "0s", "-5s", "[]")), says);
    }
  },
  UNKNOWN_COLUMN("reduce.total", "there is no column") {
    @Override
    void plant(CorpusFile file, CorpusFile.Line line) {
      file.replace(line, file.key("total", "sum(stpes)"), says);
    }
  },
  UNKNOWN_SETTING("engine.batch", "unknown key") {
    @Override
    void plant(CorpusFile file, CorpusFile.Line line) {
      file.replace(line, "schedule.batch-targt = 2ms", says);
    }
  },
  NO_ENVIRONMENT("retries", "the environment is not read") {
    @Override
    void plant(CorpusFile file, CorpusFile.Line line) {
      file.replace(line, file.key("retries", file.pick("${HOME}", "${?HOME}", "${?PATH}x")), says);
    }
  },
  INCLUDE_OUTSIDE("on-error", "cannot include") {
    @Override
    void plant(CorpusFile file, CorpusFile.Line line) {
      var outside =
          file.pick("\"/etc/passwd\"", "url(\"http://127.0.0.1:9/\")", "\"../x\"", "file(\"x\")");
      file.replace(line, "include " + outside, says);
    }
  };

  final String id;
  final String says;

  PlantedError(String id, String says) {
    this.id = id;
    this.says = says;
  }

  abstract void plant(CorpusFile file, CorpusFile.Line line);

  /** Where this error fits, beside those that are there already. */
  Optional<CorpusFile.Line> place(CorpusFile file) {
    boolean aboutParameters =
        switch (this) {
          case OUT_OF_BOUNDS,
              RANGE_OUT_OF_BOUNDS,
              MISSPELT_PARAMETER,
              MISSPELT_REQUIRED,
              UNUSED_PARAMETER,
              MISSING_REQUIRED,
              UNKNOWN_COLUMN ->
              true;
          default -> false;
        };
    // Of an unknown kind it cannot be told what it takes; otherwise errors do not meet.
    boolean kindMustBeRight = aboutParameters && file.isTaken("task.kind");
    boolean parametersAreWrong = this == UNKNOWN_KIND && file.hasParameterErrors();
    return kindMustBeRight || parametersAreWrong ? Optional.empty() : file.free(id);
  }
}
