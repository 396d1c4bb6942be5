#include "sitrep/store/store.h"
