# hrlint as a part of `make lint` of martinthomson/i-d-template. Put these lines into the Makefile after its `include $(LIBDIR)/main.mk`,
# and `hrlint` into requirements.txt. Each draft is a run of its own, so that the build log groups what is said under its name.
lint:: hrlint

.PHONY: hrlint
hrlint: $(drafts_source) $(DEPS_FILES)
	@err=0; for f in $(drafts_source); do \
	  $(trace) "$$f" -s hrlint hrlint check --ci i-d-template "$$f" || err=1; \
	done; [ "$$err" -eq 0 ]
