// Debian's library is built with the session extension; the header shows its functions only when asked.
#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>

// sqlite3_db_config and sqlite3_config take variable arguments, which Swift cannot call.
static inline int myschool_db_config(sqlite3 *db, int option, int value) {
  int result = 0;
  return sqlite3_db_config(db, option, value, &result);
}

// One connection on one thread: no mutex around each of millions of allocations.
static inline int myschool_use_one_thread(void) { return sqlite3_config(SQLITE_CONFIG_SINGLETHREAD); }

// Nobody reads the counts of memory, and counting takes a mutex of the whole process around each allocation.
static inline int myschool_count_no_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
