#include "sitrep/text/relation.h"

namespace sitrep {

Relation base(Relation relation) {
  using enum Relation;
  switch (relation) {
    case acl_relcl:
      return acl;
    case advcl_relcl:
      return advcl;
    case aux_pass:
      return aux;
    case cc_preconj:
      return cc;
    case compound_prt:
      return compound;
    case csubj_outer:
    case csubj_pass:
      return csubj;
    case det_predet:
      return det;
    case nmod_desc:
    case nmod_poss:
    case nmod_unmarked:
      return nmod;
    case nsubj_outer:
    case nsubj_pass:
      return nsubj;
    case obl_agent:
    case obl_unmarked:
      return obl;
    default:
      return relation;
  }
}

}  // namespace sitrep
