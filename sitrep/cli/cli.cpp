#include "sitrep/cli/cli.h"
